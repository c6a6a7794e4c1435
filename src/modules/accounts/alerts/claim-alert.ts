import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { needsSecond } from './alert-gate.ts'
import { hasSeat, lockAlert } from './alert-reach.ts'
import { closeAlert } from './close-alert.ts'
import { alertClaimed, alertDecided } from './problems.ts'
import { alertLink } from './steps/open-steps.ts'

export const claimAlert = defineOperation({
  name: 'accounts.claim-alert',
  summary: { zh: '说明告警里的操作是本人所为', en: 'Say that what an alert tells of was you' },
  effect: 'change',
  // Only the person whom the alert names, or whoever uses the account: asked for inside.
  permission: 'signed-in',
  // A thief of the session must not quiet the alert of the account.
  fresh: true,
  records: ['alert.claimed', 'alert.decided'],
  input: z.strictObject({ id: z.uuid(), statement: z.string().trim().min(4).max(500) }),
  output: z.object({ closed: z.boolean() }),
  run: async (ctx, { id, statement }) => {
    const personId = actingPerson(ctx)
    const { alert, account } = await lockAlert(ctx, id)
    if (personId === null) throw notFound()
    const hand = personId === account.owner_id || personId === account.stand_in_id
    const mine = alert.subject_id === null ? hand || (await hasSeat(ctx, account.id, personId)) : alert.subject_id === personId
    if (!mine) throw notFound()
    if (alert.decision !== null) throw alertDecided()
    if (alert.claimed_by !== null) throw alertClaimed()
    await ctx.db
      .updateTable('platform_alert')
      .set({ claimed_at: ctx.now, claimed_by: personId, claim_statement: statement })
      .where('id', '=', id)
      .execute()
    ctx.record({ type: 'alert.claimed', subject: { kind: 'platform-alert', id }, detail: { account: account.id, statement } })
    if (!needsSecond({ core: account.core, verdict: alert.verdict })) {
      await closeAlert(ctx, { alert, decision: 'genuine', reason: null, by: personId })
      if (personId !== account.owner_id) {
        await ctx.notify(account.owner_id, {
          kind: 'alert.claimed',
          sentence: { zh: '“{account}”的一条告警由使用者说明是本人操作，已关闭；有疑问请重新报告。', en: 'A user of {account} said that an alert was them, and it was closed; report it anew if you doubt it.' },
          params: { account: account.name },
          link: alertLink(id),
        })
      }
      return { closed: true }
    }
    const others = [account.owner_id, ...(account.stand_in_id === null ? [] : [account.stand_in_id]), ...(await ctx.ports.holders(ctx.db, { post: 'security-administrator' }))]
    for (const other of [...new Set(others)].filter((one) => one !== personId).slice(0, 50)) {
      await ctx.notify(other, {
        kind: 'alert.claimed',
        sentence: { zh: '有人说明“{account}”的告警是本人操作，请当面或电话核实后确认。', en: 'Somebody said that the alert of {account} was them; ask them in person and confirm.' },
        params: { account: account.name },
        link: alertLink(id),
      })
    }
    return { closed: false }
  },
})
