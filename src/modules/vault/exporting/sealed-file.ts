import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Place } from '../../../kernel/secrets/envelope.ts'
import type { SealedColumn } from '../../../kernel/secrets/rotation.ts'
import { open, seal } from '../../../kernel/secrets/seal.ts'
import { openerOf, sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import type { VaultContext } from '../scope.ts'

type KeyColumn = 'mark_key' | 'file_key'

/** The envelopes of exports: a rotation moves the keys and opens no file. */
export const exportKeyColumns: readonly SealedColumn[] = [
  { table: 'vault_export', column: 'mark_key', id: 'id' },
  { table: 'vault_export', column: 'file_key', id: 'id' },
]

const placeOfKey = (column: KeyColumn, exportId: string): Place => ({ table: 'vault_export', column, row: exportId })

export type Part = 'rows' | 'file'
const placeOfPiece = (exportId: string, part: Part, number: number): string => `vault_export_piece|${exportId}|${part}|${number}`

type Tools = Pick<VaultContext, 'db' | 'now' | 'secrets'>

/** Fresh keys of one export: what to keep of each. */
export const newExportKeys = async (ctx: Tools, exportId: string): Promise<Record<KeyColumn, Uint8Array>> => {
  const sealInEnvelope = await sealerIn(ctx)
  const keyFor = (column: KeyColumn): Uint8Array => sealInEnvelope(randomBytes(32).toString('base64'), placeOfKey(column, exportId))
  return { mark_key: keyFor('mark_key'), file_key: keyFor('file_key') }
}

/**
 * The keys of these exports, by id.
 * @throws CannotOpen when an envelope is not as sealed
 */
export const exportKeys = async (
  ctx: Pick<Tools, 'db' | 'secrets'>,
  column: KeyColumn,
  rows: readonly ({ id: string } & Partial<Record<KeyColumn, Uint8Array | null>>)[],
): Promise<ReadonlyMap<string, KeyObject>> => {
  const kept = rows.flatMap((row) => {
    const envelope = row[column]
    return envelope == null ? [] : [{ id: row.id, envelope }]
  })
  const openEnvelope = await openerOf(ctx, kept.map(({ envelope }) => envelope))
  return new Map(kept.map(({ id, envelope }) => [id, createSecretKey(Buffer.from(openEnvelope(envelope, placeOfKey(column, id)), 'base64'))]))
}

/** Bytes of a piece, well within what is sealed at once. */
const pieceBytes = 768 * 1024

/** Pieces of one statement: a few megabytes. */
const piecesAtOnce = 4

type Pieces = { exportId: string; part: Part; key: KeyObject }

/** Writes bytes in sealed pieces, from a number on. */
export const writePieces = async ({ db, secrets }: Tools, { exportId, part, key }: Pieces, bytes: Uint8Array, from = 0): Promise<number> => {
  const rows: { export_id: string; part: Part; number: number; sealed: Uint8Array }[] = []
  for (let at = 0; at < bytes.length || rows.length === 0; at += pieceBytes) {
    const number = from + rows.length
    const sealed = new Uint8Array(seal(key, bytes.subarray(at, at + pieceBytes), placeOfPiece(exportId, part, number), secrets.suite))
    rows.push({ export_id: exportId, part, number, sealed })
  }
  for (let at = 0; at < rows.length; at += piecesAtOnce) await db.insertInto('vault_export_piece').values(rows.slice(at, at + piecesAtOnce)).execute()
  return rows.length
}

/** The bytes of all pieces of a part, in their order. @throws CannotOpen when one is not as sealed or stands elsewhere */
export const readPieces = async ({ db }: Pick<Tools, 'db'>, { exportId, part, key }: Pieces): Promise<Buffer> => {
  const opened: Buffer[] = []
  for (;;) {
    const rows = await db
      .selectFrom('vault_export_piece')
      .select(['number', 'sealed'])
      .where('export_id', '=', exportId)
      .where('part', '=', part)
      .where('number', '>=', opened.length)
      .orderBy('number')
      .limit(piecesAtOnce)
      .execute()
    // A number that is missing makes those behind it stand elsewhere: they do not open.
    for (const { sealed } of rows) opened.push(open(key, sealed, placeOfPiece(exportId, part, opened.length)))
    if (rows.length < piecesAtOnce) return Buffer.concat(opened)
  }
}
