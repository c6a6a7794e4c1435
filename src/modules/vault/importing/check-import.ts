import { sql } from 'kysely'
import { z } from 'zod'
import { json } from '../../../kernel/database/index.ts'
import { kindField } from '../fields/input.ts'
import { keysOf } from '../origin.ts'
import { defineOperation } from '../scope.ts'
import { readingEvents } from '../watching/watch-reading.ts'
import { nothingRead } from './begin.ts'
import { checkJob } from './check-rows.ts'
import { duplicateRules } from './duplicates.ts'
import { importKey, lockImport, openIn, stateAfter } from './imports.ts'
import { actorIdOf, requireSearch } from './answers.ts'
import { columnsUnfit } from './problems.ts'
import { tableLimits } from './reading/table.ts'

export const checkImport = defineOperation({
  name: 'vault.check-import',
  summary: { zh: '选定各列内容并开始检查', en: 'Say what the columns hold, and have the file checked' },
  effect: 'change',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.check-started', ...readingEvents],
  input: z.strictObject({
    id: z.uuid(),
    /** For each column of the file what it holds; null for one that is left out. */
    columns: z.array(kindField.nullable()).min(1).max(tableLimits.columns),
    duplicates: z.enum(keysOf(duplicateRules)).optional(),
  }),
  output: z.object({}),
  run: async (ctx, { id, columns, duplicates }) => {
    const row = await lockImport(ctx, id)
    await requireSearch(ctx)
    const state = stateAfter(row, 'check')
    const key = await importKey(ctx.db, ctx.secrets, row)
    const headings = row.headings === null ? [] : (JSON.parse(openIn(key, row.headings, { room: 'headings', id }).toString()) as unknown[])
    const kinds = columns.filter((kind) => kind !== null)
    if (columns.length !== headings.length || kinds.length === 0 || new Set(kinds).size < kinds.length) throw columnsUnfit({ count: headings.length })
    // What an earlier check left; its digests, which are many, the job removes before it begins.
    for (const table of ['customer_import_chunk', 'customer_import_fault'] as const) {
      await sql`delete from ${sql.table(table)} where import_id = ${id}`.execute(ctx.db)
    }
    await ctx.db
      .updateTable('customer_import')
      .set({ ...nothingRead, state, columns: json(columns), position: null, asked_by: actorIdOf(ctx), moved_at: ctx.now, ...(duplicates === undefined ? {} : { duplicates }) })
      .where('id', '=', id)
      .execute()
    ctx.record({
      type: 'customer-import.check-started',
      subject: { kind: 'customer-import', id },
      detail: { kinds, leftOut: columns.length - kinds.length, duplicates: duplicates ?? row.duplicates },
    })
    await ctx.enqueue(checkJob, { id }, { key: id })
    return {}
  },
})
