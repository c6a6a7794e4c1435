import { randomToken } from '../../../kernel/secrets/random-token.ts'
import { withoutSession } from '../../../kernel/actor.ts'
import type { PersonActor } from '../../../kernel/context.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase, type IdentityDatabase } from '../database.ts'
import { standingOf } from '../factors/session-standing.ts'
import { mustChangePassword } from '../password/password-age.ts'
import { permissionsOf } from '../posts/permission-matrix.ts'
import { postsInForce } from '../posts/posts-in-force.ts'
import { findSession } from './find-session.ts'
import { isAlive, isSeenAnew } from './session-life.ts'
import { digestOf } from './token.ts'

type Place = { now: Date; ip?: string; deviceToken?: string; secrets: Pick<Secrets, 'session'> }

/** A new token that takes the place of the one presented. */
type Renewed = { token: string; expiresAt: Date }

/**
 * Who presents this session token. Null when the token is unknown, its session has ended, idled or run out, or the
 * person is not active; `copied` when two hold it: then the session has to be ended. Posts and permissions are read
 * anew each time: a right that was taken away is gone at once.
 */
export const authenticate = async (
  db: AnyDatabase,
  token: string,
  place: Place,
): Promise<{ actor: PersonActor; renewed: Renewed | undefined } | 'copied' | null> => {
  const identity = identityDatabase(db)
  const found = await findSession(identity, { token, ...place })
  if (found === undefined) return null
  const { session, digest, turn } = found
  const times = { lastSeenAt: session.last_seen_at, expiresAt: session.expires_at, endedAt: session.ended_at }
  if (!isAlive(times, { idleMinutes: session.session_idle_minutes }, place.now)) return null
  if (turn === 'copied') return 'copied'
  const renewed = turn === 'rotate' ? await rotate(identity, { session, digest, place }) : undefined
  if (turn === 'arrive') await markArrived(identity, { id: session.id, digest })
  if (isSeenAnew(session.last_seen_at, place.now)) await markSeen(identity, session.id, place)
  const { posts, matrix } = await postsInForce(identity, session.person_id, place.now)
  const standing = standingOf(matrix, {
    demands: { secondFactor: session.second_factor_demanded, passkey: session.passkey_demanded },
    assurance: session.assurance,
    hasSecondFactor: Boolean(session.has_second_factor),
    passwordExpired:
      session.changed_at !== null &&
      mustChangePassword({ changedAt: session.changed_at, mustChangeSince: session.must_change_since }, place.now, {
        periodDays: session.period_days,
      }),
    posts,
  })
  const actor: PersonActor = {
    kind: 'person',
    id: session.person_id,
    name: session.name,
    departmentId: session.department_id,
    posts,
    sessionId: session.id,
    assurance: session.assurance,
    provenAt: session.proven_at,
    ...standing,
  }
  return { actor, renewed }
}

type Rotation = { session: { id: string; token_digest: Uint8Array; expires_at: Date }; digest: Uint8Array; place: Place }

/** Replaces the token, unless another call did so at this moment: then that one hands out the new one. */
const rotate = async (db: IdentityDatabase, { session, digest, place }: Rotation): Promise<Renewed | undefined> => {
  const token = randomToken()
  const replaced = await db
    .updateTable('session')
    .set({
      token_digest: digestOf(place.secrets.session, token),
      previous_digest: digest,
      rotated_at: place.now,
      token_arrived: false,
    })
    .where('id', '=', session.id)
    .where('token_digest', '=', session.token_digest)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return replaced === undefined ? undefined : { token, expiresAt: session.expires_at }
}

const markArrived = async (db: IdentityDatabase, { id, digest }: { id: string; digest: Uint8Array }): Promise<void> => {
  await db
    .updateTable('session')
    .set({ token_arrived: true })
    .where('id', '=', id)
    .where('token_digest', '=', digest)
    .execute()
}

const markSeen = async (db: IdentityDatabase, id: string, { now, ip }: Place): Promise<void> => {
  await db
    .updateTable('session')
    .set({ last_seen_at: now, ...(ip === undefined ? {} : { ip }) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/**
 * An active person as an actor, without a session; for the company of the demonstration and for tests.
 * @returns null when the person does not exist or is not active
 */
export const actorOf = async (db: AnyDatabase, personId: string, now = new Date()): Promise<PersonActor | null> => {
  const identity = identityDatabase(db)
  const person = await identity
    .selectFrom('person')
    .select(['id', 'name', 'department_id'])
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (person === undefined) return null
  const { posts, matrix } = await postsInForce(identity, person.id, now)
  return {
    kind: 'person',
    id: person.id,
    name: person.name,
    departmentId: person.department_id,
    posts,
    permissions: permissionsOf(matrix, posts),
    ...withoutSession,
  }
}
