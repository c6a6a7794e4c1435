import type { Kysely } from 'kysely'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { AccountsPorts } from '../scope.ts'
import type { AccountsTables } from '../tables.ts'
import { administers } from './rights.ts'

type Database = Kysely<AccountsTables & KernelTables>

/** How many active people administer each account at its platform, by account; one that nobody does is absent. */
export const administratorsOf = async (
  db: Database,
  accountIds: readonly string[],
  people: AccountsPorts['people'],
): Promise<ReadonlyMap<string, number>> => {
  if (accountIds.length === 0) return new Map()
  const seats = await db
    .selectFrom('account_seat')
    .select(['account_id', 'person_id'])
    .where('account_id', 'in', accountIds)
    .where('withdrawn_at', 'is', null)
    .where('held_right', 'in', [...administers])
    .execute()
  const known = await people(db, seats.map(({ person_id: id }) => id))
  const counts = new Map<string, number>()
  for (const { account_id: account, person_id: person } of seats) {
    if (known.get(person)?.active === true) counts.set(account, (counts.get(account) ?? 0) + 1)
  }
  return counts
}
