import { json } from '../../../kernel/database/index.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { indexesUnder } from '../fields/indexes.ts'
import type { FieldKind } from '../fields/kinds.ts'
import { defineJob, type VaultContext } from '../scope.ts'
import { tellFaults } from './answers.ts'
import { checkRow, type ReadyRow } from './check-row.ts'
import { packRows } from './chunks.ts'
import { isIdentity } from './duplicates.ts'
import { countsOf, endImport } from './end-import.ts'
import type { Fault } from './faults.ts'
import { importKey, type Reader, sealIn, stateAfter, takeImport } from './imports.ts'
import { knownNumbers } from './known-customers.ts'
import { importLimits } from './limits.ts'
import { tables } from './open-tables.ts'
import type { Position } from './reading/table.ts'
import { UnreadableFile } from './reading/unreadable-file.ts'
import type { ImportRow } from './tables.ts'
import { forgetKeys, keepKeys, keyBytes } from './twice-in-file.ts'

/** The job that reads and checks a file, one stretch of rows after the other. */
export const checkJob = 'vault.check-import-rows'

type Number = { kind: FieldKind; index: Uint8Array; digest: Uint8Array; row: number }
type Stretch = {
  row: ImportRow
  ready: readonly ReadyRow[]
  numbers: readonly Number[]
  faults: readonly Fault[]
  read: number
  next: Position | null
  permille: number
}

/**
 * One stretch of a check. What it read, found and kept is written with the place where it goes on, in one transaction, so
 * that a step that is done twice counts once, and a server that is killed loses one stretch.
 */
export const checkRows = defineJob({
  name: checkJob,
  prepare: async ({ db, secrets, now }, { id }): Promise<Stretch | { row: ImportRow; failed: UnreadableFile } | undefined> => {
    const row = await db.selectFrom('customer_import').selectAll().where('id', '=', String(id)).executeTakeFirst()
    if (row?.state !== 'checking') return undefined
    try {
      return await readStretch(db, secrets, { row, now })
    } catch (error) {
      // Where it stands after a failure is not known.
      tables.forget(row.id)
      if (error instanceof UnreadableFile) return { row, failed: error }
      throw error
    }
  },
  run: async (ctx, _data, prepared) => {
    if (prepared === undefined) return
    const row = await takeImport(ctx, prepared.row.id)
    // Stopped meanwhile, or another server was faster.
    if (row?.state !== 'checking' || JSON.stringify(row.position) !== JSON.stringify(prepared.row.position)) return
    const subject = { kind: 'customer-import', id: row.id }
    if (row.position === null && (await forgetKeys(ctx, row.id))) {
      await ctx.enqueue(checkJob, { id: row.id }, { key: row.id })
      return 'again'
    }
    if ('failed' in prepared) {
      await endImport(ctx, row, 'refuse', { why: prepared.failed.why, why_row: prepared.failed.row })
      ctx.record({ type: 'customer-import.unreadable', subject, detail: { why: prepared.failed.why } })
      return
    }
    const next = await keepStretch(ctx, row, prepared)
    if (prepared.next !== null) {
      await ctx.enqueue(checkJob, { id: row.id }, { key: row.id })
      return 'again'
    }
    if (next.rows_read === 0) {
      await endImport(ctx, row, 'refuse', { why: 'no-rows' })
      ctx.record({ type: 'customer-import.unreadable', subject, detail: { why: 'no-rows' } })
      return
    }
    tables.forget(row.id)
    ctx.record({ type: 'customer-import.checked', subject, detail: { ...countsOf(next), twiceInFile: next.twice_in_file, knownAlready: next.known_already } })
  },
})

const readStretch = async (db: Reader, secrets: Secrets, { row, now }: { row: ImportRow; now: Date }): Promise<Stretch> => {
  const { table, from } = await tables.open(db, secrets, row)
  const { rows, next } = await table.read(from, importLimits.rowsOfStep)
  const consent = { basis: row.basis, separate: row.separate_consent, guardian: row.guardian_consent }
  const columns = row.columns as readonly (FieldKind | null)[]
  const indexes = indexesUnder(secrets)
  const [ready, faults, numbers]: [ReadyRow[], Fault[], Number[]] = [[], [], []]
  for (const raw of rows) {
    const checked = checkRow(raw, columns, consent, now)
    if ('faults' in checked) {
      faults.push(...checked.faults)
      continue
    }
    ready.push(checked.ready)
    for (const { kind, value } of checked.ready.fields) {
      const index = isIdentity(kind) ? indexes.exact(kind, value) : null
      if (index !== null) numbers.push({ kind, index, digest: index.subarray(0, keyBytes), row: raw.number })
    }
  }
  return { row, ready, numbers, faults, read: rows.length, next, permille: next === null ? 1000 : table.permille(next) }
}

/** Writes down what one stretch brought. */
const keepStretch = async (ctx: VaultContext, row: ImportRow, { ready, numbers, faults: found, read, next, permille }: Stretch): Promise<ImportRow> => {
  const faults = [...found]
  const before = await keepKeys(ctx, row.id, numbers)
  const known = await knownNumbers(ctx, row.department_id, numbers)
  const twice = new Map<number, number>()
  const there = new Set<number>()
  numbers.forEach(({ digest, row: number }, at) => {
    const first = before.get(Buffer.from(digest).toString('base64'))
    if (first !== undefined && first !== number) twice.set(number, first)
    if (known.has(at)) there.add(number)
  })
  const left = new Set<number>()
  let untold: ReadonlySet<number> = new Set()
  if (row.duplicates === 'refuse') {
    for (const [number, other] of twice) faults.push({ row: number, column: null, kind: null, code: 'twice-in-file', other })
    const known = [...there].flatMap((number): Fault[] => (twice.has(number) ? [] : [{ row: number, column: null, kind: null, code: 'known-already' }]))
    const told = await tellFaults(ctx, row, known, () => true)
    faults.push(...told.faults)
    untold = told.untold
    // Those of which nothing is said stay among the ready ones, or their number would say it; writing refuses them.
    for (const number of [...twice.keys(), ...there]) if (!untold.has(number)) left.add(number)
  }
  const kept = ready.filter(({ row: number }) => !left.has(number))
  const key = await importKey(ctx.db, ctx.secrets, row)
  const chunks = packRows(kept).map(({ rows, bytes }, at) => {
    const number = row.chunks + at + 1
    return { import_id: row.id, number, size: rows, sealed: sealIn({ key, secrets: ctx.secrets }, bytes, { room: 'chunk', id: row.id, number }) }
  })
  for (const chunk of chunks) await ctx.db.insertInto('customer_import_chunk').values(chunk).execute()
  await keepFaults(ctx, row, faults)
  const values = {
    position: next === null ? null : json(next),
    state: next === null ? stateAfter(row, 'checked') : row.state,
    read_permille: permille,
    rows_read: row.rows_read + read,
    rows_ready: row.rows_ready + kept.length,
    rows_faulty: row.rows_faulty + (read - kept.length),
    twice_in_file: row.twice_in_file + twice.size,
    known_already: row.known_already + there.size,
    faults: row.faults + faults.length,
    untold: row.untold + untold.size,
    chunks: row.chunks + chunks.length,
    moved_at: ctx.now,
  }
  await ctx.db.updateTable('customer_import').set(values).where('id', '=', row.id).execute()
  return { ...row, ...values }
}

/** Keeps faults for the sheet, as many as it holds; nothing in them is a value. */
export const keepFaults = async ({ db }: Pick<VaultContext, 'db'>, row: Pick<ImportRow, 'id' | 'faults'>, faults: readonly Fault[]): Promise<void> => {
  const room = faults.slice(0, Math.max(0, importLimits.faultsKept - row.faults))
  if (room.length === 0) return
  await db
    .insertInto('customer_import_fault')
    .values(
      room.map(({ row: number, column, kind, code, other }, at) => ({
        import_id: row.id,
        number: row.faults + at + 1,
        row_number: number,
        column_number: column,
        kind,
        code,
        other_row: other ?? null,
      })),
    )
    .execute()
}
