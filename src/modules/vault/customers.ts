import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { type Actor, mayDo } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { notActive } from './problems.ts'
import type { VaultContext } from './scope.ts'
import type { CustomerRow } from './tables.ts'

/**
 * Which rows of `customer` somebody may see: those of their department, or every one with the right to oversee them. What is
 * outside is answered as not found.
 */
export const visibleTo = (actor: Actor): RawBuilder<SqlBool> => {
  if (actor.kind !== 'person') return sql`false`
  return mayDo(actor, 'vault.view-all') ? sql`true` : sql`customer.department_id = ${actor.departmentId}`
}

/** @throws Problem `record.not-found` */
export const visibleCustomer = async ({ db, actor }: VaultContext, id: string): Promise<CustomerRow> => {
  const row = await db.selectFrom('customer').selectAll().where('id', '=', id).where(visibleTo(actor)).executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** The same, held until the end of the transaction, so that two changes do not cross. */
export const lockCustomer = async ({ db, actor }: VaultContext, id: string): Promise<CustomerRow> => {
  const query = db.selectFrom('customer').selectAll().where('id', '=', id).where(visibleTo(actor))
  const row = await query.forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** @throws Problem `customer.not-active` where the data are restricted or gone */
export const requireActive = (customer: CustomerRow): CustomerRow & { data_key: Uint8Array } => {
  const { data_key: key } = customer
  if (customer.state !== 'active' || key === null) throw notActive()
  return { ...customer, data_key: key }
}
