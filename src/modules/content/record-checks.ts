import { quarterOf, tallyMinutes } from './check-tally.ts'
import { defineJob } from './scope.ts'

const key = ['caller_kind', 'caller_id', 'begins_at', 'rules_version'] as const

/** Sums that one run records; the rest waits for the next. */
const mostSums = 1000

/**
 * Puts on record how many checks each caller made in every quarter of an hour that is over. Fifty checks a second are
 * thus four entries an hour and not 180,000. The rows are taken out in the transaction that records them, so no sum is
 * recorded twice.
 */
export const recordChecks = defineJob({
  name: 'content.record-checks',
  schedule: '*/5 * * * *',
  run: async (ctx) => {
    const over = ctx.db
      .selectFrom('check_tally')
      .select(key)
      .where('begins_at', '<', quarterOf(ctx.now))
      .orderBy('begins_at')
      .limit(mostSums)
    const sums = await ctx.db
      .deleteFrom('check_tally')
      .where(({ eb, refTuple }) => eb(refTuple(...key), 'in', over.$asTuple(...key)))
      .returningAll()
      .execute()
    for (const sum of sums) {
      ctx.record({
        type: 'checks.made',
        subject: { kind: sum.caller_kind, id: sum.caller_id },
        detail: {
          ...(sum.caller_name === '' ? {} : { name: sum.caller_name }),
          from: sum.begins_at.toISOString(),
          minutes: tallyMinutes,
          rulesVersion: sum.rules_version,
          allowed: sum.allowed,
          inDoubt: sum.in_doubt,
          denied: sum.denied,
          characters: sum.characters,
        },
      })
    }
  },
})
