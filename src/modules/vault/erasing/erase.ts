import { sql } from 'kysely'
import type { VaultContext } from '../scope.ts'
import type { CustomerRow } from '../tables.ts'

type Tools = Pick<VaultContext, 'db' | 'now'> & { record: (event: Parameters<VaultContext['record']>[0]) => void }

/** Why, for the ledger; no personal data. */
type Because = Readonly<Record<string, string | number | null>>

/** Stops everything but storage and protection (个人信息保护法第四十七条第二款). The caller holds the rows. */
export const restrictNow = async ({ db, now, record }: Tools, customers: readonly CustomerRow[], because: Because): Promise<void> => {
  if (customers.length === 0) return
  await db.updateTable('customer').set({ state: 'restricted', changed_at: now }).where('id', 'in', customers.map(({ id }) => id)).execute()
  for (const { id, kept_until: keptUntil, kept_for: keptFor } of customers) {
    record({ type: 'customer.restricted', subject: { kind: 'customer', id }, detail: { ...because, keptUntil, keptFor } })
  }
}

/**
 * Deletes the fields and destroys the keys of these customers. The caller holds the rows.
 * @returns how many fields were deleted
 */
export const eraseNow = async ({ db, now, record }: Tools, customers: readonly CustomerRow[], because: Because): Promise<number> => {
  if (customers.length === 0) return 0
  const ids = customers.map(({ id }) => id)
  // Kept for as long as imports wait that may hold them as well, or a confirmation would bring them back.
  await db
    .insertInto('customer_erased_index')
    .columns(['kind', 'digest', 'erased_at'])
    .expression((eb) =>
      eb
        .selectFrom('customer_field')
        .select((field) => ['kind', field.ref('exact_index').$notNull().as('digest'), sql<Date>`${now}::timestamptz`.as('erased_at')])
        .distinct()
        .where('customer_id', 'in', ids)
        .where('exact_index', 'is not', null),
    )
    .onConflict((conflict) => conflict.columns(['kind', 'digest']).doUpdateSet({ erased_at: now }))
    .execute()
  const rows = await db.deleteFrom('customer_field').where('customer_id', 'in', ids).returning(['customer_id', 'kind']).execute()
  // That an export held the customer stays on record; by which number, nobody may find any more.
  await db.updateTable('vault_export_customer').set({ mobile_index: null }).where('customer_id', 'in', ids).execute()
  await db.updateTable('customer').set({ state: 'erased', data_key: null, erased_at: now, changed_at: now }).where('id', 'in', ids).execute()
  const kinds = Map.groupBy(rows, (row) => row.customer_id)
  for (const id of ids) {
    const gone = (kinds.get(id) ?? []).map(({ kind }) => kind)
    record({ type: 'customer.erased', subject: { kind: 'customer', id }, detail: { ...because, fields: gone.length, kinds: gone, keyDestroyed: true } })
  }
  return rows.length
}
