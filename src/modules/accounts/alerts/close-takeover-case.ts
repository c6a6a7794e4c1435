import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { lockAlert } from './alert-reach.ts'
import { noOpenCase } from './problems.ts'

export const closeTakeoverCase = defineOperation({
  name: 'accounts.close-takeover-case',
  summary: { zh: '结案：写明账号是否夺回、造成什么影响', en: 'Close the case: whether the account was won back, what was done with it' },
  effect: 'change',
  permission: 'accounts.decide-alerts',
  records: ['account.takeover-settled'],
  input: z.strictObject({ id: z.uuid(), outcome: z.string().trim().min(4).max(1000) }),
  output: z.object({}),
  run: async (ctx, { id, outcome }) => {
    const { alert, account } = await lockAlert(ctx, id)
    if (alert.case_id === null || alert.case_closed_at !== null) throw noOpenCase()
    await ctx.db.updateTable('platform_alert').set({ case_closed_at: ctx.now, case_outcome: outcome }).where('id', '=', id).execute()
    await ctx.obligations.meet(alert.case_id, { outcome })
    ctx.record({ type: 'account.takeover-settled', subject: { kind: 'account', id: account.id }, detail: { alert: id, outcome } })
    return {}
  },
})
