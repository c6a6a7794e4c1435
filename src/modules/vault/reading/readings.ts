import { sql } from 'kysely'
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
  type: 'customer.searched' | 'customer.fields-opened' | 'leak.traced',
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
