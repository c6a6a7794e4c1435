import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { lockAlert, seesVerdict } from './alert-reach.ts'
import { alertDecided, caseOpened } from './problems.ts'
import { alertLink } from './steps/open-steps.ts'

/** Minutes in which a case is looked into, whatever the hour. */
const coreCaseMinutes = 60
const otherCaseMinutes = 120

export const openTakeoverCase = defineOperation({
  name: 'accounts.open-takeover-case',
  summary: { zh: '为疑似被盗的账号立案，由安全管理员限时处置', en: 'Open a case of an account that seems to be taken over' },
  effect: 'change',
  // The owner and the stand-in of the account need no right besides; anybody else needs that of deciding alerts.
  permission: 'signed-in',
  records: ['account.takeover-suspected'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ dueAt: z.iso.datetime() }),
  run: async (ctx, { id }) => {
    const { alert, account, reach } = await lockAlert(ctx, id)
    if (!seesVerdict(reach)) throw notFound()
    if (reach === 'everything') ctx.used('accounts.decide-alerts')
    if (alert.case_id !== null) throw caseOpened()
    if (alert.decision === 'genuine' || alert.decision === 'forged') throw alertDecided()
    const { id: caseId, dueAt } = await ctx.obligations.open({
      kind: 'accounts.takeover-case',
      title: {
        zh: '处置“{account}”疑似被盗：止损、夺回账号、查清影响，再结案',
        en: 'The account {account} seems to be taken over: stop the damage, win it back, find out what was done',
      },
      params: { account: account.name },
      subject: { kind: 'platform-alert', id },
      owner: { post: 'security-administrator' },
      term: { minutes: account.core ? coreCaseMinutes : otherCaseMinutes },
      link: alertLink(id),
    })
    await ctx.db.updateTable('platform_alert').set({ case_id: caseId, case_opened_at: ctx.now }).where('id', '=', id).execute()
    ctx.record({
      type: 'account.takeover-suspected',
      subject: { kind: 'account', id: account.id },
      detail: { alert: id, verdict: alert.verdict, decision: alert.decision, core: account.core, obligation: caseId, dueAt: dueAt.toISOString() },
    })
    return { dueAt: dueAt.toISOString() }
  },
})
