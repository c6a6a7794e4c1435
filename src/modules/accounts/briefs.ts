import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { AccountState, AccountsTables } from './tables.ts'
import type { Platform } from './platforms.ts'

export type AccountBrief = { name: string; platform: Platform; state: AccountState; core: boolean }

/**
 * Accounts for other modules, by id; an unknown id is absent.
 * @param db any module's handle: typed with other tables, the same at run time
 */
export const accountBriefs = async (
  db: AnyDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccountBrief>> => {
  if (ids.length === 0) return new Map()
  const rows = await (db as Kysely<AccountsTables>)
    .selectFrom('marketing_account')
    .select(['id', 'name', 'platform', 'state', 'core'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, ...brief }) => [id, brief]))
}
