import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { type Basis, bases, keysOf } from '../origin.ts'
import type { VaultTables } from '../tables.ts'
import { monthsAt, shippedRetention } from './retention-rules.ts'

export type Period = {
  basis: Basis
  /** In force now. */
  months: number
  /** Set, but not in force yet. */
  coming: { months: number; from: Date } | null
}

/** The periods of all bases, as they are in force. */
export const periodsIn = async (db: AnyDatabase, now: Date): Promise<readonly Period[]> => {
  const rows = await (db as Kysely<VaultTables>).selectFrom('vault_retention').selectAll().execute()
  return keysOf(bases).map((basis) => {
    const row = rows.find((one) => one.basis === basis)
    return {
      basis,
      months: monthsAt(row, shippedRetention[basis].months, now),
      coming: row !== undefined && now < row.in_force_at ? { months: row.months, from: row.in_force_at } : null,
    }
  })
}
