import { z } from 'zod'
import { type Column, workbookOf } from '../../../kernel/files/workbook.ts'
import { type Locale, say } from '../../../kernel/sentence.ts'
import { fieldKinds } from '../fields/kinds.ts'
import { defineOperation } from '../scope.ts'
import { type FaultCode, faults } from './faults.ts'
import { visibleImport } from './imports.ts'
import { importLimits } from './limits.ts'
import type { ImportTables } from './tables.ts'

type Row = ImportTables['customer_import_fault']

/** The name that a spreadsheet gives the column: A, B, … AA. */
const lettersOf = (column: number): string => (column > 26 ? lettersOf(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + ((column - 1) % 26))

const words = {
  zh: { sheet: '错误清单', row: '行', column: '列', kind: '内容', wrong: '问题', todo: '处理办法', other: '相同的行', file: '导入错误清单' },
  en: { sheet: 'Faults', row: 'Row', column: 'Column', kind: 'Field', wrong: 'What is wrong', todo: 'What to do', other: 'Same as row', file: 'import-faults' },
} as const satisfies Record<Locale, Record<string, string>>

const columnsIn = (locale: Locale): readonly Column<Row>[] => {
  const w = words[locale]
  const of = (row: Row) => faults[row.code as FaultCode]
  return [
    { header: w.row, width: 10, text: (row) => row.row_number },
    { header: w.column, width: 8, text: (row) => (row.column_number === null ? '' : lettersOf(row.column_number)) },
    { header: w.kind, width: 14, text: ({ kind }) => (kind === null ? '' : say(fieldKinds[kind].title, locale)) },
    { header: w.wrong, width: 44, text: (row) => say(of(row).wrong, locale) },
    { header: w.todo, width: 56, text: (row) => say(of(row).todo, locale) },
    { header: w.other, width: 12, text: (row) => row.other_row ?? '' },
  ]
}

export const exportFaults = defineOperation({
  name: 'vault.export-import-faults',
  summary: { zh: '下载导入的错误清单（Excel），不含任何客户信息', en: 'Download the faults of an import (Excel), without any personal data' },
  effect: 'read',
  permission: 'vault.import',
  byKey: true,
  records: ['customer-import.faults-downloaded'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ fileName: z.string(), base64: z.string(), /** Whether there are more faults than the sheet holds. */ more: z.boolean() }),
  run: async (ctx, { id }) => {
    const row = await visibleImport(ctx.db, ctx.actor, id)
    const found = await ctx.db.selectFrom('customer_import_fault').selectAll().where('import_id', '=', id).orderBy('row_number').orderBy('number').limit(importLimits.faultsKept).execute()
    const workbook = await workbookOf(words[ctx.locale].sheet, columnsIn(ctx.locale), found)
    ctx.record({ type: 'customer-import.faults-downloaded', subject: { kind: 'customer-import', id }, detail: { faults: found.length } })
    return { fileName: `${words[ctx.locale].file}.xlsx`, base64: workbook.toString('base64'), more: row.faults > found.length }
  },
})
