import type { RecordedEvent } from '../../../kernel/context.ts'
import type { IdentityDatabase } from '../database.ts'

type Ending = {
  personId: string
  reason: 'signed-out' | 'ended-by-person' | 'password-changed' | 'factors-changed' | 'suspended' | 'left' | 'reset' | 'copied' | 'disowned'
  /** Only this one. */
  only?: string
  /** All but this one. */
  except?: string
}

/** What ending sessions uses of a context; another module's transaction will do. */
type Work = { db: IdentityDatabase; now: Date; record: (event: RecordedEvent<'session.ended'>) => void }

/**
 * Ends sessions of a person in the current transaction and records which; half-finished sign-ins end with them unless
 * a single session was named. From the commit on their tokens open nothing, and no call that was admitted by one of them
 * commits any more: see `isStillAdmitted`, which waits for the lock taken here.
 * @returns the ids of the sessions that were ended
 */
export const endSessions = async (
  ctx: Work,
  { personId, reason, only, except }: Ending,
): Promise<readonly string[]> => {
  await ctx.db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .orderBy('id')
    .forUpdate()
    .execute()
  const ended = await ctx.db
    .updateTable('session')
    .set({ ended_at: ctx.now, ended_because: reason })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('id', '=', only ?? ''))
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .returning('id')
    .execute()
  if (only === undefined) await ctx.db.deleteFrom('sign_in_ticket').where('person_id', '=', personId).execute()
  const sessions = ended.map(({ id }) => id)
  if (sessions.length > 0) {
    ctx.record({ type: 'session.ended', subject: { kind: 'person', id: personId }, detail: { sessions, reason } })
  }
  return sessions
}
