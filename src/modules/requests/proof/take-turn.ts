import { networkOf } from '../../../kernel/http/client-address.ts'
import { keyed } from '../keyed.ts'
import { codesTooOften } from '../problems.ts'
import type { RequestsContext } from '../scope.ts'
import { contactLimits, type Limit, networkLimits, turnMemoryMs, waitFor } from './turns.ts'

type Tools = Pick<RequestsContext, 'db' | 'now' | 'secrets' | 'origin'>

/**
 * Counts a code that is asked for, against what was typed and the network that asks, whether or not anybody has it on file.
 * Two that come at once go one after the other.
 * @throws Problem `request.codes-too-often` with the seconds to wait
 */
export const takeTurn = async (ctx: Tools, contact: string): Promise<void> => {
  const { secrets, origin } = ctx
  // In a fixed order, so that two never wait for each other.
  await take(ctx, keyed(secrets, 'turn-contact', contact), contactLimits)
  if (origin.ip !== undefined && origin.ip !== '') await take(ctx, keyed(secrets, 'turn-network', networkOf(origin.ip)), networkLimits)
}

const take = async ({ db, now }: Tools, key: Uint8Array, limits: readonly Limit[]): Promise<void> => {
  await db
    .insertInto('rights_turn')
    .values({ key, sent: [], last_at: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ key: eb.ref('excluded.key') })))
    .execute()
  const { sent } = await db.selectFrom('rights_turn').select('sent').where('key', '=', key).executeTakeFirstOrThrow()
  const recent = sent.filter((at) => now.getTime() - at.getTime() < turnMemoryMs)
  const seconds = waitFor(recent, limits, now)
  if (seconds > 0) throw codesTooOften({ seconds }, { retryAfterSeconds: seconds })
  await db.updateTable('rights_turn').set({ sent: [...recent, now], last_at: now }).where('key', '=', key).execute()
}
