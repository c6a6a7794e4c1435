import { type RawBuilder, sql } from 'kysely'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import type { VaultContext } from '../scope.ts'

const hourMs = 3_600_000

/**
 * How much a person opened or searched within the last hour, by the ledger: it cannot be emptied to read on. Holds that
 * person's other readings of the kind back until this transaction ends, or two at once would both be the last of the hour.
 * @returns searches, or fields
 */
export const readInLastHour = async (
  { db, now }: Pick<VaultContext, 'db' | 'now'>,
  personId: string,
  type: 'leak.traced',
): Promise<number> => {
  await takeAdvisoryLock(db, `${type} ${personId}`)
  const { read } = await db
    .selectFrom('ledger_entry')
    .select(sql<number>`coalesce(sum((detail->>'count')::integer), 0)::integer`.as('read'))
    .where('actor_id', '=', personId)
    .where('at', '>', new Date(now.getTime() - hourMs))
    .where('type', '=', type)
    .executeTakeFirstOrThrow()
  return read
}

/**
 * SQL for how often somebody asked whether a number is known: by searches, by checks of imports, and by the rows of which an import
 * told that they are.
 * @param actorId a person or an API key
 */
export const searchesSince = (actorId: string, since: Date): RawBuilder<number> => sql<number>`(
  (select coalesce(sum(case when type = 'customer.searched' then (detail->>'count')::integer else 1 end), 0) from ledger_entry
    where actor_id = ${actorId} and at > ${since} and type in ('customer.searched', 'customer-import.check-started'))
  + (select coalesce(sum(rows), 0) from customer_import_told where actor_id = cast(${actorId} as uuid) and at > ${since}))::integer`

/** The same for the last hour. */
export const searchesLastHour = async ({ db, now }: Pick<VaultContext, 'db' | 'now'>, actorId: string): Promise<number> => {
  const { rows } = await sql<{ searches: number }>`select ${searchesSince(actorId, new Date(now.getTime() - hourMs))} as searches`.execute(db)
  return rows[0]?.searches ?? 0
}
