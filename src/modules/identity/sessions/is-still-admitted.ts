import { type Actor, withoutSession } from '../../../kernel/actor.ts'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase } from '../database.ts'

/**
 * Whether the session or key of an actor is alive, inside the transaction in which it acts. The row is locked with the
 * weakest lock (`for key share`), which nothing waits for but `endSessions` and the revocation of keys; they lock for
 * update, so that one of the two sees what the other did. Costs one look-up by primary key.
 */
export const isStillAdmitted = async (db: AnyDatabase, actor: Actor): Promise<boolean> => {
  switch (actor.kind) {
    case 'person': {
      // The demonstration and this machine's own commands act without one.
      if (actor.sessionId === withoutSession.sessionId) return true
      const session = await identityDatabase(db)
        .selectFrom('session')
        .select('id')
        .where('id', '=', actor.sessionId)
        .where('ended_at', 'is', null)
        .forKeyShare()
        .executeTakeFirst()
      return session !== undefined
    }
    case 'api-key': {
      const key = await identityDatabase(db)
        .selectFrom('api_key')
        .select('id')
        .where('id', '=', actor.id)
        .where('revoked_at', 'is', null)
        .forKeyShare()
        .executeTakeFirst()
      return key !== undefined
    }
    default:
      return true
  }
}
