import type { Actor } from '../../../kernel/actor.ts'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { identityDatabase, type IdentityDatabase } from '../database.ts'
import { digestInForce, matrixOf } from '../posts/matrix-in-force.ts'
import { permissionsOf } from '../posts/permission-matrix.ts'
import { coarseNetwork, isUsedAnew, stateOf, usedBefore } from './key-life.ts'
import { isKey, keyDigest } from './key-token.ts'

type KeyActor = Extract<Actor, { kind: 'api-key' }>
type Place = { now: Date; ip: string; secrets: Pick<Secrets, 'apiKey'> }

/**
 * The API key behind a token. Null when it is unknown, expired or revoked, and nothing tells which. Its permissions are
 * those that the posts of its giver have today: what was taken from the posts is taken from the key at once.
 */
export const authenticateKey = async (db: AnyDatabase, token: string, place: Place): Promise<KeyActor | null> => {
  if (!isKey(token)) return null
  const identity = identityDatabase(db)
  const digest = keyDigest(place.secrets.apiKey, token)
  const key = await identity
    .selectFrom('api_key')
    .select(['id', 'name', 'token_digest', 'operations', 'posts', 'calls_per_minute'])
    .select(['expires_at', 'revoked_at', 'last_used_at', digestInForce().as('matrix_digest')])
    .where('token_digest', '=', digest)
    .executeTakeFirst()
  if (key === undefined || !sameBytes(key.token_digest, digest)) return null
  if (stateOf({ expiresAt: key.expires_at, revokedAt: key.revoked_at }, place.now) !== 'active') return null
  if (isUsedAnew(key.last_used_at, place.now)) await markUsed(identity, key.id, place)
  const { matrix } = await matrixOf(db, key.matrix_digest)
  return {
    kind: 'api-key',
    id: key.id,
    name: key.name,
    operations: new Set(key.operations),
    permissions: permissionsOf(matrix, key.posts),
    callsPerMinute: key.calls_per_minute,
  }
}

/** Of many calls at the turn of a minute one writes, and the others find it written. */
const markUsed = async (db: IdentityDatabase, id: string, { now, ip }: Place): Promise<void> => {
  await db
    .updateTable('api_key')
    .set({ last_used_at: now, last_used_network: coarseNetwork(ip) })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', usedBefore(now))]))
    .execute()
}
