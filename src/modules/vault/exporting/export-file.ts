import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { safeCell, workbookOf } from '../../../kernel/files/workbook.ts'
import { type FieldKind, fieldKinds } from '../fields/kinds.ts'

/** A row as it is written: its number, the fields in the order of the kinds, the day of registration. */
export type FileRow = readonly string[]

const headings = (kinds: readonly FieldKind[]): readonly string[] => ['编号', ...kinds.map((kind) => fieldKinds[kind].title.zh), '登记时间']

const widths: Readonly<Partial<Record<FieldKind, number>>> = { address: 44, note: 40, email: 28, 'id-card': 22, 'bank-card': 24, 'wecom-id': 36 }

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** RFC 4180 with the byte order mark by which Excel knows UTF-8; no cell begins like a formula. */
const csvOf = (rows: readonly FileRow[]): Buffer =>
  Buffer.from(`\uFEFF${rows.map((row) => row.map((cell) => quoted(safeCell(cell))).join(',')).join('\r\n')}\r\n`)

/** The file of an export. */
export const exportFile = async (format: 'xlsx' | 'csv', kinds: readonly FieldKind[], rows: readonly FileRow[]): Promise<Buffer> => {
  const heads = headings(kinds)
  if (format === 'csv') return csvOf([heads, ...rows])
  const columns = heads.map((header, at) => {
    const kind = kinds[at - 1]
    return { header, width: (kind === undefined ? undefined : widths[kind]) ?? 18, text: (row: FileRow) => row[at] ?? '' }
  })
  return workbookOf('客户', columns, rows)
}

/** What the file is called on the reader's machine: no word of whom it is about. */
export const exportFileName = (format: 'xlsx' | 'csv', madeAt: Date): string =>
  `客户导出-${shanghaiTime(madeAt).replaceAll(/[ :]/g, '').replace(/(\d{4})$/, '-$1')}.${format}`

export const exportMediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
} as const
