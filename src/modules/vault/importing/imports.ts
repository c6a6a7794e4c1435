import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { type Kysely, type RawBuilder, sql, type SqlBool, type Transaction } from 'kysely'
import { type Actor, mayDo } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/errors.ts'
import type { SealedColumn } from '../../../kernel/secrets/rotation.ts'
import { open, seal } from '../../../kernel/secrets/seal.ts'
import { openerOf, sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { VaultContext } from '../scope.ts'
import type { VaultTables } from '../tables.ts'
import { after, importStates, type Step } from './life-cycle.ts'
import { notNow } from './problems.ts'
import type { ImportRow } from './tables.ts'

export const importKeyColumn: SealedColumn = { table: 'customer_import', column: 'data_key', id: 'id' }
const placeOfKey = (id: string) => ({ table: 'customer_import', column: 'data_key', row: id })

/** Reading handles: a transaction, or the database outside one. */
export type Reader = Kysely<VaultTables & KernelTables>

/** Which imports somebody may see: those of their department, every one with the right to oversee, a key its own. */
export const importsOf = (actor: Actor): RawBuilder<SqlBool> => {
  if (actor.kind === 'api-key') return sql`customer_import.begun_by_key = ${actor.id}`
  if (actor.kind !== 'person') return sql`false`
  return mayDo(actor, 'vault.view-all') ? sql`true` : sql`customer_import.department_id = ${actor.departmentId}`
}

/** @throws Problem `record.not-found` */
export const visibleImport = async (db: Reader, actor: Actor, id: string): Promise<ImportRow> => {
  const row = await db.selectFrom('customer_import').selectAll().where('id', '=', id).where(importsOf(actor)).executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** The same, held until the end of the transaction. */
export const lockImport = async ({ db, actor }: Pick<VaultContext, 'db' | 'actor'>, id: string): Promise<ImportRow> => {
  const row = await db.selectFrom('customer_import').selectAll().where('id', '=', id).where(importsOf(actor)).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** For a job: undefined where the import is gone, at another step, or in the hands of another server. */
export const takeImport = async ({ db }: Pick<VaultContext, 'db'>, id: string): Promise<ImportRow | undefined> =>
  db.selectFrom('customer_import').selectAll().where('id', '=', id).forUpdate().skipLocked().executeTakeFirst()

/**
 * The state after a step.
 * @throws Problem `import.not-now`
 */
export const stateAfter = ({ state }: Pick<ImportRow, 'state'>, step: Step): ImportRow['state'] => {
  const next = after(state, step)
  if (next === undefined) throw notNow({ state: importStates[state].zh })
  return next
}

/** Makes the key of an import, and its envelope. */
export const newImportKey = async (ctx: Pick<VaultContext, 'db' | 'now' | 'secrets'>, id: string): Promise<{ key: KeyObject; envelope: Uint8Array }> => {
  const bytes = randomBytes(32)
  const sealInEnvelope = await sealerIn(ctx)
  return { key: createSecretKey(bytes), envelope: sealInEnvelope(bytes.toString('base64'), placeOfKey(id)) }
}

/** The key of an import that is not over. @throws CannotOpen when its envelope is not as sealed */
export const importKey = async (db: Reader, secrets: Secrets, row: ImportRow): Promise<KeyObject> => {
  if (row.data_key === null) throw new Error('An import that is not over has a key')
  // Reads alone, of rows that a rotation only adds to: it needs no transaction of its own.
  const openEnvelope = await openerOf({ db: db as unknown as Transaction<KernelTables>, secrets }, [row.data_key])
  return createSecretKey(Buffer.from(openEnvelope(row.data_key, placeOfKey(row.id)), 'base64'))
}

type Room = 'slice' | 'chunk' | 'name' | 'headings'
const placeOf = (room: Room, id: string, number: number): string => `customer_import|${room}|${id}|${number}`

/** Seals something of an import, bound to where it lies. */
export const sealIn = (
  { key, secrets }: { key: KeyObject; secrets: Pick<Secrets, 'suite'> },
  bytes: Uint8Array,
  { room, id, number = 0 }: { room: Room; id: string; number?: number },
): Uint8Array => new Uint8Array(seal(key, bytes, placeOf(room, id, number), secrets.suite))

/** @throws CannotOpen when it is not as sealed */
export const openIn = (key: KeyObject, sealed: Uint8Array, { room, id, number = 0 }: { room: Room; id: string; number?: number }): Buffer =>
  open(key, sealed, placeOf(room, id, number))
