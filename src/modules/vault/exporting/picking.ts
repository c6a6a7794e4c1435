import { sql } from 'kysely'
import { addDays, endOfBeijingDay } from '../../../kernel/calendar/beijing-time.ts'
import type { VaultContext } from '../scope.ts'
import type { ExportFilter } from './filter.ts'

/** Whose customers: one department's, or null for every one's. */
export type Reach = string | null

const startOf = (date: string): Date => endOfBeijingDay(addDays(date, -1))

/** The customers that an export takes: never restricted or erased ones. */
export const pickedCustomers = ({ db }: Pick<VaultContext, 'db'>, reach: Reach, filter: ExportFilter) => {
  const { sources: from, registeredFrom, registeredTo, ids, withMinors } = filter
  let picked = db.selectFrom('customer').where('customer.state', '=', 'active')
  if (reach !== null) picked = picked.where('customer.department_id', '=', reach)
  if (!withMinors) picked = picked.where('customer.minor', '=', false)
  if (from !== undefined) picked = picked.where('customer.source', 'in', from)
  if (registeredFrom !== undefined) picked = picked.where('customer.registered_at', '>=', startOf(registeredFrom))
  if (registeredTo !== undefined) picked = picked.where('customer.registered_at', '<', endOfBeijingDay(registeredTo))
  if (ids !== undefined) picked = picked.where(sql<boolean>`customer.id = any(${sql.val(ids)}::uuid[])`)
  return picked
}
