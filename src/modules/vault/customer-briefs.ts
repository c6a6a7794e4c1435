import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { VaultTables } from './tables.ts'

/**
 * What whoever writes to customers has to know of each: whether they are under fourteen, and whether their data may only be
 * stored (个人信息保护法第四十七条第二款). Unknown and erased ones are absent; nothing personal is opened.
 */
export const customerBriefs = async (
  db: AnyDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { under14: boolean; restricted: boolean }>> => {
  if (ids.length === 0) return new Map()
  const rows = await (db as Kysely<VaultTables>)
    .selectFrom('customer')
    .select(['id', 'minor', 'state'])
    .where('id', 'in', ids)
    .where('state', '<>', 'erased')
    .execute()
  return new Map(rows.map(({ id, minor, state }) => [id, { under14: minor, restricted: state === 'restricted' }]))
}
