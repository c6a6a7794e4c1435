import type { IdentityContext } from '../scope.ts'

type Ending = {
  personId: string
  reason: 'signed-out' | 'ended-by-person' | 'password-changed' | 'totp-changed' | 'suspended' | 'reset'
  /** Only this one. */
  only?: string
  /** All but this one. */
  except?: string
}

/**
 * Ends sessions of a person in the current transaction and records which; half-finished sign-ins end with them unless
 * a single session was named. From the commit on their tokens open nothing.
 * @returns the ids of the sessions that were ended
 */
export const endSessions = async (
  ctx: IdentityContext,
  { personId, reason, only, except }: Ending,
): Promise<readonly string[]> => {
  const ended = await ctx.db
    .updateTable('session')
    .set({ ended_at: ctx.now })
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
