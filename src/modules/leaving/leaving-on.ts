import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { LeavingTables } from './tables.ts'

/** When somebody is planned to leave, for other modules; null where nothing is planned. */
export const leavingOn = async (db: AnyDatabase, personId: string): Promise<Date | null> => {
  const row = await (db as Kysely<LeavingTables>)
    .selectFrom('leaving')
    .select('due_at')
    .where('person_id', '=', personId)
    .where('state', '=', 'planned')
    .executeTakeFirst()
  return row?.due_at ?? null
}
