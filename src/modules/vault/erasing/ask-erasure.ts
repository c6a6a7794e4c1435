import { z } from 'zod'
import { lockCustomer, requireActive } from '../customers.ts'
import { refusePersonalData } from '../fields/input.ts'
import { defineOperation, personOf } from '../scope.ts'

export const askErasure = defineOperation({
  name: 'vault.ask-erasure',
  summary: { zh: '申请删除客户信息', en: 'Ask that a customer be erased' },
  effect: 'change',
  permission: 'vault.register',
  records: ['customer.erasure-asked'],
  input: z.strictObject({ id: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    const person = personOf(ctx)
    requireActive(await lockCustomer(ctx, id))
    // Not against what is kept: a refusal would tell whoever may not open it whether a guess was right.
    refusePersonalData({ zh: '理由', en: 'Reason' }, reason)
    await ctx.db
      .updateTable('customer')
      .set({ erasure_asked_by: person.id, erasure_asked_at: ctx.now, erasure_reason: reason })
      .where('id', '=', id)
      .execute()
    ctx.record({ type: 'customer.erasure-asked', subject: { kind: 'customer', id }, detail: { reason } })
    return {}
  },
})
