import { sql } from 'kysely'
import type { VaultContext } from '../scope.ts'

export type DecoyReading = { customerId: string; personId: string; name: string | null; at: Date; how: 'opened' | 'viewed' | 'found' | 'listed' }

const how = { 'customer.fields-opened': 'opened', 'customer.viewed': 'viewed', 'customer.searched': 'found', 'customer.listed': 'listed' } as const
type EntryType = keyof typeof how

/**
 * Who read these customers, by the ledger, latest first.
 * @param customerIds decoys
 * @param lists whether lists that showed one count; everybody's do
 */
export const readingsOf = async (
  { db }: Pick<VaultContext, 'db'>,
  customerIds: readonly string[],
  { since, lists, limit }: { since: Date; lists: boolean; limit: number },
): Promise<readonly DecoyReading[]> => {
  if (customerIds.length === 0) return []
  const { rows } = await sql<{ customerId: string; personId: string; name: string | null; at: Date; type: EntryType }>`
    select subject_id as "customerId", actor_id as "personId", actor_name as name, at, type from ledger_entry
    where subject_kind = 'customer' and subject_id = any(cast(${customerIds} as text[])) and at > ${since}
      and type in ('customer.fields-opened', 'customer.viewed') and actor_kind = 'person'
    union all
    select shown.id, entry.actor_id, entry.actor_name, entry.at, entry.type
    from unnest(cast(${customerIds} as text[])) as shown (id)
    join ledger_entry as entry on entry.detail -> 'customers' @> to_jsonb(shown.id)
    where entry.subject_kind = 'customers' and entry.at > ${since} and entry.actor_kind = 'person'
      and (entry.type = 'customer.searched' or (${lists} and entry.type = 'customer.listed'))
    order by at desc limit ${limit}`.execute(db)
  return rows.map(({ type, ...row }) => ({ ...row, how: how[type] }))
}
