import { z } from 'zod'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'

const usedInFuture = defineProblem('invalid', 'seat.used-in-future', {
  zh: '最近使用时间不能晚于现在，也不能早于授予时间。',
  en: 'The last use lies neither in the future nor before the seat was granted.',
})

export const recordSeatUse = defineOperation({
  name: 'accounts.record-seat-use',
  summary: { zh: '登记席位的最近使用时间', en: 'Record when a seat was last used' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['seat.used'],
  input: z.strictObject({ id: z.uuid(), at: z.iso.datetime({ offset: true }) }),
  output: z.object({}),
  run: async (ctx, { id, at }) => {
    const seat = await ctx.db
      .selectFrom('account_seat')
      .select(['account_id', 'person_id', 'since', 'last_used_at'])
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (seat === undefined) throw notFound()
    const used = new Date(at)
    if (used > ctx.now || used < seat.since) throw usedInFuture()
    if (seat.last_used_at === null || seat.last_used_at < used) {
      await ctx.db.updateTable('account_seat').set({ last_used_at: used }).where('id', '=', id).execute()
    }
    ctx.record({
      type: 'seat.used',
      subject: { kind: 'account', id: seat.account_id },
      detail: { seat: id, person: seat.person_id, at: used.toISOString() },
    })
    return {}
  },
})
