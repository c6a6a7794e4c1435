import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { KernelTables } from '../tables.ts'
import { openEnvelope, type Place, sealEnvelope, versionOf } from './envelope.ts'
import { type KeySources, sourceNamed } from './key-source.ts'
import type { Secrets } from './secrets.ts'

type Tools = { db: Transaction<KernelTables>; now: Date; secrets: Pick<Secrets, 'keySources' | 'suite'> }

export type Sealer = (plaintext: string, place: Place) => Uint8Array
export type Opener = (sealed: Uint8Array, place: Place) => string

/** A sealer that meets a rotation waits for it and finds the new key; it meets no second one in the same moment. */
const mostTries = 3
const placeOfKey = (version: number): string => `sealing_key|wrapped|${version}`

/**
 * Seals values under the key in force. That key cannot be retired before this transaction ends, so what is sealed here
 * can always be opened.
 */
export const sealerIn = async ({ db, now, secrets: { keySources, suite } }: Tools): Promise<Sealer> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const row = await db.selectFrom('sealing_key').selectAll().where('state', '=', 'active').forShare().executeTakeFirst()
    if (row?.wrapped != null) {
      const key = { version: row.version, key: await unwrapped(keySources, { ...row, wrapped: row.wrapped }), suite }
      return (plaintext, place) => sealEnvelope(key, Buffer.from(plaintext), place)
    }
    const { made } = await db
      .selectFrom('sealing_key')
      .select((eb) => eb.fn.countAll<number>().as('made'))
      .executeTakeFirstOrThrow()
    if (made === 0) await addSealingKey(db, { version: 1, now, keySources })
  }
  throw new Error('No key to seal with: the table of sealing keys has none in force')
}

/**
 * Opens these values, and no others. Read the values first: a rotation in between has then only added a key.
 * @throws CannotOpen when one is not as sealed
 */
export const openerOf = async (
  { db, secrets: { keySources } }: Pick<Tools, 'db' | 'secrets'>,
  values: readonly Uint8Array[],
): Promise<Opener> => {
  const keys = await sealingKeys({ db, keySources }, [...new Set(values.map(versionOf))])
  return (sealed, place) => openEnvelope((version) => keys.get(version), sealed, place).toString()
}

/** The keys of these versions, by version; one that was retired is absent. */
export const sealingKeys = async (
  { db, keySources }: { db: Transaction<KernelTables>; keySources: KeySources },
  versions: readonly number[],
): Promise<ReadonlyMap<number, KeyObject>> => {
  const keys = new Map<number, KeyObject>()
  if (versions.length === 0) return keys
  const rows = await db.selectFrom('sealing_key').select(['version', 'source', 'wrapped']).where('version', 'in', versions).execute()
  for (const { version, source, wrapped } of rows) {
    if (wrapped !== null) keys.set(version, await unwrapped(keySources, { version, source, wrapped }))
  }
  return keys
}

/** Makes a key of 256 random bits and puts it in force. Two that start at once make one. */
export const addSealingKey = async (
  db: Transaction<KernelTables>,
  { version, now, keySources: [keySource] }: { version: number; now: Date; keySources: KeySources },
): Promise<void> => {
  const bytes = randomBytes(32)
  const wrapped = new Uint8Array(await keySource.wrap(bytes, placeOfKey(version)))
  await sql`
    insert into sealing_key (version, source, wrapped, state, made_at)
    values (${version}, ${keySource.keyId}, ${wrapped}, 'active', ${now})
    on conflict do nothing`.execute(db)
}

type WrappedKey = { version: number; source: string; wrapped: Uint8Array }

const unwrapped = async (sources: KeySources, { version, source, wrapped }: WrappedKey): Promise<KeyObject> =>
  createSecretKey(Buffer.from(await sourceNamed(sources, source).unwrap(wrapped, placeOfKey(version))))
