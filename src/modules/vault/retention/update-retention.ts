import { z } from 'zod'
import { bases, keysOf } from '../origin.ts'
import { defineOperation, personOf } from '../scope.ts'
import { periodsIn } from './periods.ts'
import { retentionBounds, shippedRetention, shorterAfterDays } from './retention-rules.ts'

export const updateRetention = defineOperation({
  name: 'vault.update-retention',
  summary: { zh: '设置一类客户信息的保存期限；缩短的七天后生效', en: 'Set how long data of one basis are kept; a shorter time is in force after seven days' },
  effect: 'change',
  permission: 'vault.set-retention',
  fresh: true,
  records: ['vault.retention-changed'],
  input: z.strictObject({
    basis: z.enum(keysOf(bases)),
    months: z.int().min(retentionBounds.least).max(retentionBounds.most),
  }),
  output: z.object({ inForceAt: z.iso.datetime() }),
  run: async (ctx, { basis, months }) => {
    const person = personOf(ctx)
    // Two changes at once: the later one is told by what the earlier one left.
    await ctx.db.selectFrom('vault_retention').select('basis').where('basis', '=', basis).forUpdate().execute()
    const before = (await periodsIn(ctx.db, ctx.now)).find((period) => period.basis === basis)?.months ?? shippedRetention[basis].months
    const inForceAt = months < before ? new Date(ctx.now.getTime() + shorterAfterDays * 86_400_000) : ctx.now
    const values = { months, before_months: before, in_force_at: inForceAt, updated_by: person.id, updated_at: ctx.now }
    await ctx.db
      .insertInto('vault_retention')
      .values({ basis, ...values })
      .onConflict((conflict) => conflict.column('basis').doUpdateSet(values))
      .execute()
    ctx.record({
      type: 'vault.retention-changed',
      subject: { kind: 'vault', id: 'vault' },
      detail: { basis, from: before, to: months, inForceAt: inForceAt.toISOString() },
    })
    return { inForceAt: inForceAt.toISOString() }
  },
})
