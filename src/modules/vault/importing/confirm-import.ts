import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { actorIdOf } from './answers.ts'
import { lockImport, stateAfter } from './imports.ts'
import { countsChanged, nothingReady } from './problems.ts'
import { writeJob } from './write-rows.ts'

export const confirmImport = defineOperation({
  name: 'vault.confirm-import',
  summary: { zh: '确认导入检查通过的行', en: 'Confirm an import: the rows that passed the check are written' },
  effect: 'change',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.confirmed'],
  input: z.strictObject({ id: z.uuid(), /** Rows that will be written, as the check told. */ ready: z.int().min(1).max(1_000_000) }),
  output: z.object({}),
  run: async (ctx, { id, ready }) => {
    const row = await lockImport(ctx, id)
    const state = stateAfter(row, 'confirm')
    if (row.rows_ready === 0) throw nothingReady()
    if (row.rows_ready !== ready) throw countsChanged()
    const confirmed_by = ctx.actor.kind === 'person' ? ctx.actor.id : null
    await ctx.db.updateTable('customer_import').set({ state, asked_by: actorIdOf(ctx), confirmed_by, confirmed_at: ctx.now, moved_at: ctx.now }).where('id', '=', id).execute()
    ctx.record({
      type: 'customer-import.confirmed',
      subject: { kind: 'customer-import', id },
      detail: { rows: ready, leftOut: row.rows_faulty, source: row.source, basis: row.basis, duplicates: row.duplicates },
    })
    await ctx.enqueue(writeJob, { id }, { key: id })
    return {}
  },
})
