import { type RawBuilder, sql } from 'kysely'
import { takeAdvisoryLock } from '../../../kernel/database/advisory-lock.ts'
import { newId } from '../../../kernel/id.ts'
import { indexesUnder } from '../fields/indexes.ts'
import { dataKeysIn, dataKeysOf } from '../fields/sealed-fields.ts'
import { fieldRows } from '../fields/store.ts'
import { defineJob, type VaultContext } from '../scope.ts'
import type { CustomerFieldRow } from '../tables.ts'
import { tellFaults } from './answers.ts'
import { keepFaults } from './check-rows.ts'
import { unpackRows } from './chunks.ts'
import { isIdentity } from './duplicates.ts'
import { countsOf, endImport } from './end-import.ts'
import { withoutErased } from './erased-since.ts'
import type { Fault } from './faults.ts'
import { importKey, openIn, takeImport } from './imports.ts'
import { customersWith, lockKnown } from './known-customers.ts'
import { type DigestOf, type Resolved, resolveRows } from './resolve-rows.ts'
import type { ImportRow } from './tables.ts'

/** The job that writes the rows of an import, one chunk after the other. */
export const writeJob = 'vault.write-import-rows'

/**
 * One chunk of an import: its customers, what became of its rows and how far the import is, in one transaction. Whoever is
 * killed in it has written nothing of it, and whoever goes on begins with it: every row once.
 */
export const writeRows = defineJob({
  name: writeJob,
  run: async (ctx, { id }) => {
    const row = await takeImport(ctx, String(id))
    if (row?.state !== 'running') return
    // Of two imports that hold the same people, one looks after the other has written.
    await takeAdvisoryLock(ctx.db, 'vault: import')
    const number = row.chunks_done + 1
    const chunk = await ctx.db.selectFrom('customer_import_chunk').select('sealed').where('import_id', '=', row.id).where('number', '=', number).executeTakeFirst()
    if (chunk === undefined) throw new Error(`Chunk ${number} of the import is missing`)
    const unpacked = unpackRows(openIn(await importKey(ctx.db, ctx.secrets, row), chunk.sealed, { room: 'chunk', id: row.id, number }))
    const indexes = indexesUnder(ctx.secrets)
    const made = new Map<string, Uint8Array>()
    const indexOf = (kind: Parameters<DigestOf>[0], value: string): Uint8Array | null => {
      const there = made.get(`${kind} ${value}`)
      if (there !== undefined) return there
      const index = indexes.exact(kind, value)
      if (index !== null) made.set(`${kind} ${value}`, index)
      return index
    }
    const numbers = unpacked.flatMap(({ fields }) =>
      fields.flatMap(({ kind, value }) => {
        const index = isIdentity(kind) ? indexOf(kind, value) : null
        return index === null ? [] : [{ kind, index }]
      }),
    )
    const known = await lockKnown(ctx, await customersWith(ctx, row.department_id, numbers))
    const { kept: rows, erased } = await withoutErased(ctx, row, unpacked, indexOf)
    const resolved = resolveRows(rows, {
      rule: row.duplicates,
      consent: { basis: row.basis, separate: row.separate_consent, guardian: row.guardian_consent },
      known,
      digestOf: (kind, value) => Buffer.from(indexOf(kind, value) ?? []).toString('base64'),
    })
    await addCustomers(ctx, row, resolved.added)
    await changeCustomers(ctx, row, { changed: resolved.changed, known })
    // Each of them says that somebody is there, but that a row comes twice in the file.
    const left = [...resolved.faults, ...erased.map((one): Fault => ({ row: one.row, column: null, kind: null, code: 'erased-since' }))]
    const told = await tellFaults(ctx, row, left, ({ code }) => code !== 'twice-in-file')
    await keepFaults(ctx, row, told.faults)
    const progress = {
      chunks_done: number,
      added: row.added + resolved.added.length,
      merged: row.merged + resolved.merged,
      skipped: row.skipped + resolved.skipped,
      refused: row.refused + new Set(left.map((fault) => fault.row)).size,
      faults: row.faults + told.faults.length,
      // From here on of the rows that were written; those that the check kept back are among them.
      untold: (number === 1 ? 0 : row.untold) + told.untold.size,
    }
    if (number === row.chunks) {
      await endImport(ctx, row, 'finish', progress)
      ctx.record({ type: 'customer-import.finished', subject: { kind: 'customer-import', id: row.id }, detail: proofOf({ ...row, ...progress }) })
      return
    }
    await ctx.db.updateTable('customer_import').set({ ...progress, moved_at: ctx.now }).where('id', '=', row.id).execute()
    await ctx.enqueue(writeJob, { id: row.id }, { key: row.id })
    return 'again'
  },
})

/** What the ledger keeps of an import: counts, and which file it was. */
export const proofOf = (row: ImportRow) => ({ ...countsOf(row), digest: row.digest === null ? null : Buffer.from(row.digest).toString('hex') })

/** Rows that are sealed while the database writes those before them. */
const rowsAtOnce = 250

/**
 * Writes new customers, a part after the other: this process seals the next part while the database is at work on the last, so
 * that two processors are used.
 */
const addCustomers = async (ctx: VaultContext, row: ImportRow, added: Resolved['added']): Promise<void> => {
  if (added.length === 0) return
  const keyFor = await dataKeysIn(ctx)
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < added.length; from += rowsAtOnce) {
    const made = added.slice(from, from + rowsAtOnce).map(({ fields, minor }) => {
      const id = newId(ctx.now.getTime())
      const { key, envelope } = keyFor(id)
      return { id, envelope, minor, fields: fieldRows(ctx, id, key, fields) }
    })
    await writing
    writing = insertCustomers(ctx, row, made)
    // Heard at the next turn; until then it must not pass for unheard.
    writing.catch(() => undefined)
    // Lets the statement go out before this thread is busy again.
    await new Promise(setImmediate)
  }
  await writing
}

type Made = { id: string; envelope: Uint8Array; minor: boolean; fields: readonly CustomerFieldRow[] }

const insertCustomers = async (ctx: VaultContext, row: ImportRow, made: readonly Made[]): Promise<void> => {
  // Columns of many rows as one parameter each: a tenth of the time that as many single ones take.
  await sql`
    insert into customer (id, department_id, data_key, state, source, source_detail, basis, evidence, evidence_at, separate_consent, guardian_consent,
      minor, registered_by, registered_at, changed_at, import_id)
    select given.id, ${row.department_id}::uuid, given.data_key, 'active', ${row.source}::text, ${row.source_detail}::text, ${row.basis}::text,
      ${row.evidence}::text, ${row.evidence_at}::timestamptz, ${row.separate_consent}::boolean, ${row.guardian_consent}::boolean, given.minor,
      ${row.begun_by}::uuid, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz, ${row.id}::uuid
    from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ envelope }) => envelope)}::bytea[], ${made.map(({ minor }) => minor)}::boolean[])
      as given (id, data_key, minor)`.execute(ctx.db)
  await insertFields(ctx, made.flatMap(({ fields }) => fields), sql``)
}

const writeOver = sql`
    on conflict (customer_id, kind) do update
    set value = excluded.value, exact_index = excluded.exact_index, last_four_index = excluded.last_four_index`

const insertFields = async ({ db }: Pick<VaultContext, 'db'>, rows: readonly CustomerFieldRow[], onConflict: RawBuilder<unknown>): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    insert into customer_field (customer_id, kind, value, exact_index, last_four_index)
    select * from unnest(${rows.map((one) => one.customer_id)}::uuid[], ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ value }) => value)}::bytea[],
      ${rows.map((one) => one.exact_index)}::bytea[], ${rows.map((one) => one.last_four_index)}::bytea[]) ${onConflict}`.execute(db)
}

type Changes = { changed: Resolved['changed']; known: readonly { id: string; data_key: Uint8Array | null }[] }

/** Joins rows to customers who were there; the ledger names them, since their data change. */
const changeCustomers = async (ctx: VaultContext, row: ImportRow, { changed, known }: Changes): Promise<void> => {
  if (changed.length === 0) return
  const ids = changed.map(({ id }) => id)
  const keys = await dataKeysOf(ctx, known.filter(({ id }) => ids.includes(id)))
  const rows = changed.flatMap(({ id, fields }) => {
    const key = keys.get(id)
    if (key === undefined) throw new Error('An active customer has a key')
    return fieldRows(ctx, id, key, fields)
  })
  await insertFields(ctx, rows, writeOver)
  const minors = changed.filter(({ minor }) => minor).map(({ id }) => id)
  await sql`update customer set changed_at = ${ctx.now}, minor = minor or id = any(${minors}::uuid[]) where id = any(${ids}::uuid[])`.execute(ctx.db)
  const kinds = [...new Set(changed.flatMap(({ fields }) => fields.map(({ kind }) => kind)))]
  ctx.record({
    type: 'customer.changed-by-import',
    subject: { kind: 'customers', id: row.id },
    detail: { import: row.id, customers: ids, kinds, source: row.source, basis: row.basis },
  })
}
