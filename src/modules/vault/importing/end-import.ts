import type { VaultContext } from '../scope.ts'
import { stateAfter } from './imports.ts'
import type { Step } from './life-cycle.ts'
import { tables } from './open-tables.ts'
import type { ImportRow } from './tables.ts'

/** The job that removes what is left of an import. */
export const clearJob = 'vault.clear-import'

/** What a person may know of how far it came; no value. */
export const countsOf = (row: ImportRow) => ({
  read: row.rows_read,
  ready: row.rows_ready,
  faulty: row.rows_faulty,
  added: row.added,
  merged: row.merged,
  skipped: row.skipped,
  refused: row.refused,
})

/**
 * Ends an import: its key is destroyed with the transaction, so that no slice or chunk opens any more, in no copy either. The
 * rows themselves are removed by a job.
 */
export const endImport = async (
  ctx: Pick<VaultContext, 'db' | 'now' | 'enqueue'>,
  row: ImportRow,
  step: Extract<Step, 'finish' | 'cancel' | 'discard' | 'expire' | 'refuse'>,
  more: Partial<Pick<ImportRow, 'why' | 'why_row' | 'chunks_done' | 'added' | 'merged' | 'skipped' | 'refused' | 'faults' | 'untold'>> = {},
): Promise<void> => {
  const state = stateAfter(row, step)
  tables.forget(row.id)
  await ctx.db
    .updateTable('customer_import')
    .set({ ...more, state, data_key: null, file_name: null, headings: null, position: null, moved_at: ctx.now, ended_at: ctx.now })
    .where('id', '=', row.id)
    .execute()
  await ctx.enqueue(clearJob, { id: row.id }, { key: row.id })
}
