import { sql, type Kysely } from 'kysely'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { AccountsTables } from '../tables.ts'

/** At most so many are named at once. */
const most = 1_000

/**
 * The credentials whose present value these people know: whoever answers for one, did so, or looked at it since it was
 * last replaced. Locked for update where `lock` says so.
 */
export const knownBy = async (db: Kysely<AccountsTables & KernelTables>, people: readonly string[], { lock = false } = {}) => {
  const owned = await db
    .selectFrom('credential')
    .selectAll()
    .select(['owner_id as knowerId', sql<boolean>`true`.as('owns')])
    .where('state', '<>', 'retired')
    .where('owner_id', 'in', people)
    .orderBy('id')
    .limit(most)
    .$if(lock, (query) => query.forUpdate())
    .execute()
  const seen = await db
    .selectFrom('credential')
    .innerJoin('credential_reveal as reveal', 'reveal.credential_id', 'credential.id')
    .selectAll('credential')
    .select(['reveal.person_id as knowerId', sql<boolean>`false`.as('owns')])
    .where('credential.state', '<>', 'retired')
    .whereRef('reveal.at', '>=', 'credential.rotated_at')
    .whereRef('reveal.person_id', '<>', 'credential.owner_id')
    .where('reveal.person_id', 'in', people)
    .orderBy('credential.id')
    .limit(most)
    .$if(lock, (query) => query.forUpdate('credential'))
    .execute()
  // Whoever looked twice knows it once.
  return [...owned, ...new Map(seen.map((one) => [`${one.knowerId} ${one.id}`, one])).values()]
}
