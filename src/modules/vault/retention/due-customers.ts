import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { Period } from './periods.ts'
import { overBefore } from './retention-rules.ts'

/** Rows of `customer` whose period is over on a day and that are still in use: what `retentionVerdict` says, as a condition. */
export const isOver = (periods: readonly Period[], today: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(customer.state = 'active' and (${sql.join(
    periods.map(({ basis, months }) => sql`(customer.basis = ${basis} and customer.changed_at < ${overBefore(today, months)})`),
    sql` or `,
  )}))`

/** Rows that were kept for the law alone, and are no more. */
export const isReleased = (today: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(customer.state = 'restricted' and (customer.kept_until is null or customer.kept_until < ${today}::date))`
