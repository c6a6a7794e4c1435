import type { Assurance } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/id.ts'
import { randomToken } from '../../../kernel/secrets/random-token.ts'
import { companyOf } from '../company.ts'
import { wrongCredentials } from '../problems.ts'
import { finishSignIn, noteSignIn, signInFrom } from '../risk/sign-in-store.ts'
import type { IdentityContext } from '../scope.ts'
import { absoluteEnd } from './session-life.ts'
import { digestOf } from './token.ts'

/** Sessions that one person may have open; the one that was unused longest ends for the next. */
const mostSessions = 10

/**
 * Begins a session of a person who has proven who they are, records the sign-in and hands the token to the transport.
 * The token exists nowhere else.
 * @param person.signInId the noted sign-in; without it (invitation, set-up) one is noted now
 */
export const openSession = async (
  ctx: IdentityContext,
  person: { id: string; assurance: Assurance; signInId?: string },
): Promise<void> => {
  const { sessionLimits } = await companyOf(ctx.db)
  await endOldest(ctx, person.id)
  const token = randomToken()
  const id = newId(ctx.now.getTime())
  const expiresAt = absoluteEnd(ctx.now, sessionLimits)
  await ctx.db
    .insertInto('session')
    .values({
      id,
      token_digest: digestOf(ctx.secrets.session, token),
      person_id: person.id,
      assurance: person.assurance,
      ip: ctx.origin.ip ?? null,
      device: ctx.origin.device?.slice(0, 300) ?? null,
      began_at: ctx.now,
      last_seen_at: ctx.now,
      expires_at: expiresAt,
      ended_at: null,
      ended_because: null,
      proven_at: ctx.now,
      previous_digest: null,
      rotated_at: ctx.now,
      token_arrived: true,
      device_digest:
        ctx.origin.deviceToken === undefined ? null : digestOf(ctx.secrets.session, ctx.origin.deviceToken),
    })
    .execute()
  const signInId =
    person.signInId ??
    (await noteSignIn(ctx.db, { personId: person.id, signIn: signInFrom(ctx.origin, ctx), risk: { level: 'low', reasons: [] } }))
  await finishSignIn(ctx.db, signInId, { sessionId: id, assurance: person.assurance })
  // Waits for a suspension or a leaving under way, and then does not open the door behind it.
  const { numUpdatedRows } = await ctx.db
    .updateTable('person')
    .set({ last_sign_in_at: ctx.now })
    .where('id', '=', person.id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw wrongCredentials()
  ctx.record({
    type: 'person.signed-in',
    subject: { kind: 'person', id: person.id },
    detail: { session: id, assurance: person.assurance },
  })
  ctx.session.grant(token, expiresAt)
}

const endOldest = async (ctx: IdentityContext, personId: string): Promise<void> => {
  const surplus = await ctx.db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', ctx.now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .offset(mostSessions - 1)
    .limit(100)
    .execute()
  if (surplus.length === 0) return
  await ctx.db
    .updateTable('session')
    .set({ ended_at: ctx.now, ended_because: 'too-many' })
    .where('id', 'in', surplus.map(({ id }) => id))
    .execute()
}
