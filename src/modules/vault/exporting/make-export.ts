import { hash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { VaultTables } from '../tables.ts'
import { defineJob, type VaultContext } from '../scope.ts'
import { exportsLink } from './agreement.ts'
import { exportFile, type FileRow } from './export-file.ts'
import { exportTimes } from './export-life.ts'
import type { Export } from './export-store.ts'
import { heldBy, pickRows, writeRows } from './make-rows.ts'
import { exportKeys, readPieces, writePieces } from './sealed-file.ts'
import { makeExportJob, wakeMaking } from './wake.ts'

/**
 * One step of an export, which asks for the next: the customers are picked, some thousand rows are written, or the file is put
 * together. Interrupted anywhere, it goes on from the last step that committed.
 */
export const makeExport = defineJob({
  name: makeExportJob,
  // A workbook of many rows takes longer than a transaction may.
  prepare: async ({ db, secrets }, { id }): Promise<Buffer | undefined> => {
    const row = await db.selectFrom('vault_export').selectAll().where('id', '=', String(id)).executeTakeFirst()
    if (row === undefined || row.state !== 'making' || row.total === null || row.done < row.total) return undefined
    // Nothing is written here, and one statement after the other sees what was committed.
    const reading = { db: db as unknown as Transaction<VaultTables & KernelTables>, secrets }
    const key = (await exportKeys(reading, 'file_key', [row])).get(row.id)
    if (key === undefined) return undefined
    const lines = (await readPieces(reading, { exportId: row.id, part: 'rows', key })).toString('utf8')
    const rows = lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as FileRow]))
    return exportFile(row.format, row.kinds, rows)
  },
  run: async (ctx, { id }, file) => {
    const row = await ctx.db
      .selectFrom('vault_export')
      .selectAll()
      .where('id', '=', String(id))
      .where('state', '=', 'making')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    // Cancelled, done, or in the hands of another server.
    if (row === undefined) return
    if (row.total === null) await pickRows(ctx, row)
    else if (row.done < row.total) await writeRows(ctx, row)
    else if (file !== undefined) return finish(ctx, row, file)
    await wakeMaking(ctx, row.id)
  },
})

const finish = async (ctx: VaultContext, row: Export, file: Buffer): Promise<void> => {
  const key = (await exportKeys(ctx, 'file_key', [row])).get(row.id)
  if (key === undefined) throw new Error('An export that is being made has its keys')
  await ctx.db.deleteFrom('vault_export_piece').where('export_id', '=', row.id).execute()
  await writePieces(ctx, { exportId: row.id, part: 'file', key }, file)
  const held = await heldBy(ctx, row.id)
  const expiresAt = new Date(ctx.now.getTime() + exportTimes.keptHours * 3_600_000)
  const digest = hash('sha256', file, 'buffer')
  await ctx.db
    .updateTable('vault_export')
    .set({
      state: 'ready',
      total: held,
      done: held,
      made_at: ctx.now,
      moved_at: ctx.now,
      expires_at: expiresAt,
      file_size: file.length,
      file_digest: new Uint8Array(digest),
    })
    .where('id', '=', row.id)
    .execute()
  ctx.record({
    type: 'export.made',
    subject: { kind: 'vault-export', id: row.id },
    detail: {
      by: row.asked_by,
      kinds: row.kinds,
      variant: row.variant,
      customers: held,
      purpose: row.purpose,
      reason: row.reason,
      sha256: digest.toString('hex'),
    },
  })
  await ctx.notify(row.asked_by, {
    kind: 'vault.export-ready',
    sentence: { zh: '您导出的 {customers} 位客户已可下载，文件保留 24 小时', en: 'Your export of {customers} customers is ready; the file is kept for 24 hours' },
    params: { customers: held },
    link: exportsLink,
  })
}
