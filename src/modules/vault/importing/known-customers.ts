import { sql } from 'kysely'
import type { VaultContext } from '../scope.ts'
import type { FieldKind } from '../fields/kinds.ts'
import type { Known } from './resolve-rows.ts'

type Sought = readonly { kind: FieldKind; index: Uint8Array }[]

/**
 * Who in the department has the number that is sought. `offset 0` keeps it a look-up by index for each number: joined freely,
 * a planner that has seen the table grow reads all of it for every thousand rows.
 */
const holdersOf = (departmentId: string) => sql`
  select customer.id from customer_field join customer on customer.id = customer_field.customer_id
  where customer_field.kind = sought.kind and customer_field.exact_index = sought.digest
    and customer.department_id = ${departmentId} and customer.state <> 'erased' offset 0`

/** Customers of the department who have one of these numbers. Those of other departments are nobody's business here. */
export const customersWith = async ({ db }: Pick<VaultContext, 'db'>, departmentId: string, sought: Sought): Promise<readonly string[]> => {
  if (sought.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select distinct found.id
    from unnest(${sought.map(({ kind }) => kind)}::text[], ${sought.map(({ index }) => index)}::bytea[]) as sought (kind, digest)
    cross join lateral (${holdersOf(departmentId)}) as found`.execute(db)
  return rows.map(({ id }) => id)
}

/** Which of these numbers somebody in the department has. */
export const knownNumbers = async ({ db }: Pick<VaultContext, 'db'>, departmentId: string, sought: Sought): Promise<ReadonlySet<number>> => {
  if (sought.length === 0) return new Set()
  const { rows } = await sql<{ at: number }>`
    select distinct sought.at
    from unnest(${sought.map(({ kind }) => kind)}::text[], ${sought.map(({ index }) => index)}::bytea[]) with ordinality as sought (kind, digest, at)
    cross join lateral (${holdersOf(departmentId)}) as found`.execute(db)
  return new Set(rows.map(({ at }) => Number(at) - 1))
}

/** The same customers, held until the end of the transaction, with what is known of each; nothing is opened. */
export const lockKnown = async ({ db }: Pick<VaultContext, 'db'>, ids: readonly string[]): Promise<(Known & { data_key: Uint8Array | null })[]> => {
  if (ids.length === 0) return []
  const customers = await db
    .selectFrom('customer')
    .select(['id', 'state', 'minor', 'data_key'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
  const fields = await db.selectFrom('customer_field').select(['customer_id', 'kind', 'exact_index']).where('customer_id', 'in', ids).execute()
  const digests = new Map<string, Map<FieldKind, string | null>>()
  for (const { customer_id: id, kind, exact_index: index } of fields) {
    const there = digests.get(id) ?? new Map<FieldKind, string | null>()
    digests.set(id, there.set(kind, index === null ? null : Buffer.from(index).toString('base64')))
  }
  return customers.flatMap(({ id, state, minor, data_key }) =>
    state === 'erased' ? [] : [{ id, state, minor, data_key, digests: digests.get(id) ?? new Map() }],
  )
}
