import type { PersonActor } from '../../../kernel/context.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase, type IdentityDatabase } from '../database.ts'
import { permissionMatrix, permissionsOf } from '../posts/permission-matrix.ts'
import { isAlive, isSeenAnew } from './session-life.ts'
import { digestOf, tokenInput } from './token.ts'

type Place = { now: Date; ip?: string; device?: string; secrets: Pick<Secrets, 'session'> }

/**
 * Who presents this session token. Null when the token is unknown, its session has ended, idled or run out, or the
 * person is not active. Posts and permissions are read anew each time: a right that was taken away is gone at once.
 */
export const authenticate = async (db: AnyDatabase, token: string, place: Place): Promise<PersonActor | null> => {
  if (!tokenInput.safeParse(token).success) return null
  const identity = identityDatabase(db)
  const session = await identity
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .innerJoin('company', (join) => join.onTrue())
    .select([
      'session.id',
      'session.person_id',
      'session.last_seen_at',
      'session.expires_at',
      'session.ended_at',
      'person.name',
      'person.department_id',
      'company.session_idle_minutes',
    ])
    .where('session.token_digest', '=', digestOf(place.secrets.session, token))
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (session === undefined) return null
  const times = { lastSeenAt: session.last_seen_at, expiresAt: session.expires_at, endedAt: session.ended_at }
  if (!isAlive(times, { idleMinutes: session.session_idle_minutes }, place.now)) return null
  if (isSeenAnew(session.last_seen_at, place.now)) await markSeen(identity, session.id, place)
  return personActor(identity, {
    id: session.person_id,
    name: session.name,
    departmentId: session.department_id,
    sessionId: session.id,
  })
}

const markSeen = async (db: IdentityDatabase, id: string, { now, ip }: Place): Promise<void> => {
  await db
    .updateTable('session')
    .set({ last_seen_at: now, ...(ip === undefined ? {} : { ip }) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Stands for "no session" where a person acts from the command line of the machine itself. */
export const noSession = '00000000-0000-0000-0000-000000000000'

/**
 * An active person as an actor, without a session; for the machine's own command line and for tests.
 * @returns null when the person does not exist or is not active
 */
export const actorOf = async (
  db: AnyDatabase,
  personId: string,
  sessionId = noSession,
): Promise<PersonActor | null> => {
  const identity = identityDatabase(db)
  const person = await identity
    .selectFrom('person')
    .select(['id', 'name', 'department_id'])
    .where('id', '=', personId)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (person === undefined) return null
  return personActor(identity, { id: person.id, name: person.name, departmentId: person.department_id, sessionId })
}

const personActor = async (
  db: IdentityDatabase,
  person: Pick<PersonActor, 'id' | 'name' | 'departmentId' | 'sessionId'>,
): Promise<PersonActor> => {
  const rows = await db
    .selectFrom('person_post')
    .select('post')
    .where('person_id', '=', person.id)
    .orderBy('post')
    .execute()
  const posts = rows.map(({ post }) => post)
  return { kind: 'person', ...person, posts, permissions: permissionsOf(permissionMatrix(), posts) }
}
