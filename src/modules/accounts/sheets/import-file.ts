import { z } from 'zod'
import { defineProblem } from '../../../kernel/errors.ts'
import { readSheet } from '../../../kernel/files/read-workbook.ts'
import { type Column, workbookOf } from '../../../kernel/files/workbook.ts'
import { sheetName } from './account-sheet.ts'
import { type Fault, type GivenRow, readRows } from './read-rows.ts'
import { mostRows } from './register-rows.ts'

const mostBytes = 2 * 1024 * 1024
const mostBase64 = Math.ceil(mostBytes / 3) * 4

/** A body that holds the longest file. */
export const importBodyLimit = mostBase64 + 16 * 1024
export const importInput = z.strictObject({ base64: z.base64().min(1).max(mostBase64) })

const fileUnreadable = defineProblem('invalid', 'accounts.file-unreadable', {
  zh: '无法读取这个文件：须是不超过 2 MB、{limit} 行的 Excel 文件（.xlsx），并有名为“账号”的工作表。请先导出一份作为模板。',
  en: 'The file cannot be read: it must be an Excel file (.xlsx) of at most 2 MB and {limit} rows with a sheet called 账号. Export the register first and use it as a template.',
})

/** Reads a file into rows. @throws Problem `accounts.file-unreadable` */
export const readFile = async ({ base64 }: { base64: string }): Promise<{ rows: GivenRow[]; faults: Fault[] }> => {
  const sheet = await readSheet(Buffer.from(base64, 'base64'), sheetName)
  if (typeof sheet === 'string' || sheet.rows.length > mostRows) throw fileUnreadable({ limit: mostRows })
  return readRows(sheet)
}

const faultColumns: readonly Column<Fault>[] = [
  { header: '工作表', width: 10, text: () => sheetName },
  { header: '行', width: 8, text: ({ row }) => row },
  { header: '列', width: 18, text: ({ column }) => column },
  { header: '问题', width: 50, text: ({ wrong }) => `${wrong.zh} / ${wrong.en}` },
  { header: '怎样改', width: 50, text: ({ todo }) => `${todo.zh} / ${todo.en}` },
]

/** What is wrong in a file, row by row, as a sheet to work through. */
export const errorSheet = (faults: readonly Fault[]): Promise<Buffer> => workbookOf('错误清单', faultColumns, faults)
