import { sql, type Transaction } from 'kysely'
import type { KernelTables } from '../tables.ts'
import { type Place, prefixOf, rewrapEnvelope, versionOf } from './envelope.ts'
import type { Secrets } from './secrets.ts'
import { addSealingKey, sealingKeys } from './sealing-keys.ts'

/** A column of envelopes; `id` is its table's key, a uuid, and the row of the place. */
export type SealedColumn = { readonly table: string; readonly column: string; readonly id: string }

type Tools = { db: Transaction<KernelTables>; now: Date; secrets: Pick<Secrets, 'keySources' | 'suite'> }

/** How far a rotation has come: which column, and after which row. */
type Position = { column: number; after: string }

const beforeAll: Position = { column: 0, after: '00000000-0000-0000-0000-000000000000' }
/** Rows of one step: a few tenths of a second, well within what a transaction may take. */
const rowsOfStep = 2_000

/**
 * Puts a new key-encryption key in force. From the commit on everything new is sealed under it; what is there already
 * still opens, and is moved by `carryOn`.
 * @returns null when a rotation is under way
 */
export const beginRotation = async (
  { db, now, secrets: { keySources } }: Tools,
  { columns, id }: { columns: readonly SealedColumn[]; id: string },
): Promise<{ version: number; total: number } | null> => {
  // Waits for whoever is sealing under the key in force.
  const keys = await db.selectFrom('sealing_key').select(['version', 'state']).orderBy('version').forUpdate().execute()
  if (keys.some(({ state }) => state === 'retiring')) return null
  const version = (keys.at(-1)?.version ?? 0) + 1
  await db.updateTable('sealing_key').set({ state: 'retiring' }).where('state', '=', 'active').execute()
  await addSealingKey(db, { version, now, keySources })
  let total = 0
  for (const { table, column } of columns) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(db)
    total += rows[0]?.count ?? 0
  }
  await db
    .insertInto('key_rotation')
    .values({ id, to_version: version, total, done: 0, position: JSON.stringify(beforeAll), started_at: now, finished_at: null })
    .execute()
  return { version, total }
}

/**
 * Moves the next rows to the new key, or retires the old keys when none is left. Interrupted anywhere, it goes on from
 * the last step that committed.
 * @returns `idle` when there is nothing to do or another server does it
 */
export const carryOn = async (tools: Tools, columns: readonly SealedColumn[]): Promise<Step> => {
  const { db } = tools
  const rotation = await db
    .selectFrom('key_rotation')
    .selectAll()
    .where('finished_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (rotation === undefined) return { state: 'idle' }
  const { column, after } = rotation.position as Position
  const place = columns[column]
  if (place === undefined) return retireOld(tools, { rotation, columns })
  const moved = await moveRows(tools, { place, after, version: rotation.to_version })
  const position = moved.last === undefined ? { ...beforeAll, column: column + 1 } : { column, after: moved.last }
  await db
    .updateTable('key_rotation')
    .set({ position: JSON.stringify(position), done: Math.min(rotation.total, rotation.done + moved.rows) })
    .where('id', '=', rotation.id)
    .execute()
  return { state: 'moving' }
}

export type Step = { state: 'idle' | 'moving' } | { state: 'finished'; id: string; version: number; values: number }

const moveRows = async (
  { db, secrets: { keySources, suite } }: Tools,
  { place, after, version }: { place: SealedColumn; after: string; version: number },
): Promise<{ rows: number; last: string | undefined }> => {
  const [table, column, id] = [sql.table(place.table), sql.ref(place.column), sql.ref(place.id)]
  const { rows } = await sql<{ id: string; value: Uint8Array }>`
    select ${id} as id, ${column} as value from ${table}
    where ${id} > ${after} and ${column} is not null order by ${id} limit ${rowsOfStep} for update`.execute(db)
  const old = rows.filter(({ value }) => versionOf(value) !== version)
  const keys = await sealingKeys({ db, keySources }, [version, ...new Set(old.map(({ value }) => versionOf(value)))])
  const next = keys.get(version)
  if (next === undefined) throw new Error(`There is no sealing key ${version}`)
  const moved = old.map(({ id: row, value }) => {
    const at: Place = { table: place.table, column: place.column, row }
    return sql`(${row}::uuid, ${rewrapEnvelope((each) => keys.get(each), { version, key: next, suite }, value, at)}::bytea)`
  })
  if (moved.length > 0) {
    await sql`
      update ${table} set ${sql.ref(place.column)} = moved.value from (values ${sql.join(moved)}) as moved (id, value)
      where ${sql.ref(`${place.table}.${place.id}`)} = moved.id`.execute(db)
  }
  return { rows: rows.length, last: rows.at(-1)?.id }
}

type Rotation = { id: string; to_version: number; total: number }

/** Destroys the old keys once no value needs them; a value that does is looked for from the beginning again. */
const retireOld = async (
  { db, now }: Tools,
  { rotation, columns }: { rotation: Rotation; columns: readonly SealedColumn[] },
): Promise<Step> => {
  const old = await db.selectFrom('sealing_key').select('version').where('state', '=', 'retiring').forUpdate().execute()
  for (const { version } of old) {
    for (const { table, column } of columns) {
      const prefix = prefixOf(version)
      const { rows } = await sql`
        select from ${sql.table(table)} where substring(${sql.ref(column)} from 1 for ${prefix.length}) = ${prefix}
        limit 1`.execute(db)
      if (rows.length > 0) {
        await db.updateTable('key_rotation').set({ position: JSON.stringify(beforeAll) }).where('id', '=', rotation.id).execute()
        return { state: 'moving' }
      }
    }
  }
  await db
    .updateTable('sealing_key')
    .set({ state: 'retired', wrapped: null, retired_at: now })
    .where('state', '=', 'retiring')
    .execute()
  await db
    .updateTable('key_rotation')
    .set({ finished_at: now, done: rotation.total })
    .where('id', '=', rotation.id)
    .execute()
  return { state: 'finished', id: rotation.id, version: rotation.to_version, values: rotation.total }
}
