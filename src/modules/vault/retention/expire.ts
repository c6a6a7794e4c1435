import { sql, type SqlBool } from 'kysely'
import { beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { eraseNow, restrictNow } from '../erasing/erase.ts'
import { defineJob } from '../scope.ts'
import { isOver, isReleased } from './due-customers.ts'
import { periodsIn } from './periods.ts'
import { retentionVerdict, shippedRetention } from './retention-rules.ts'

/** Customers of one step: one short transaction, so that nothing waits for it and a kill loses no more than it. */
const stepSize = 200

export const expireJob = 'vault.expire'

/**
 * Erases what is over, and restricts what the law still wants kept: every night, in steps that ask for the next. A step that
 * did not commit is done again; one that did leaves nothing to do. Each customer has an entry in the ledger, with the rule.
 */
export const expire = defineJob({
  name: expireJob,
  schedule: '10 3 * * *',
  run: async (ctx) => {
    const today = beijingDate(ctx.now)
    const periods = await periodsIn(ctx.db, ctx.now)
    const due = await ctx.db
      .selectFrom('customer')
      .selectAll()
      .where(sql<SqlBool>`(${isOver(periods, today)} or ${isReleased(today)})`)
      .orderBy('id')
      .limit(stepSize)
      .forUpdate()
      .skipLocked()
      .execute()
    const monthsOf = new Map(periods.map(({ basis, months }) => [basis, months]))
    for (const [basis, rows] of Map.groupBy(due, (row) => row.basis)) {
      const months = monthsOf.get(basis) ?? shippedRetention[basis].months
      const because = { by: 'retention', basis, months }
      const verdicts = Map.groupBy(rows, ({ state, changed_at: changedAt, kept_until: keptUntil }) =>
        retentionVerdict({ state, changedOn: beijingDate(changedAt), keptUntil, today, months }),
      )
      await restrictNow(ctx, verdicts.get('restrict') ?? [], because)
      await eraseNow(ctx, verdicts.get('erase') ?? [], because)
    }
    if (due.length === stepSize) await ctx.enqueue(expireJob, {}, { key: 'rest' })
  },
})
