import { unzipSync } from 'fflate'
import readSheets from 'read-excel-file/universal'
import type { z } from 'zod'
import { ownRuleSchema, packChangeSchema, termSchema } from '../changes.ts'
import { type FieldFault, type FileFault, parseFields, todoFor } from './file-faults.ts'
import { type Place, type Reading, requireRoom, Unreadable } from './reading.ts'
import { changeSheet, otherFields, ruleSheet, type SheetColumn, type SheetText, termSheet } from './sheets.ts'

/** Bytes that a workbook may unpack to: a small file that says it is huge is not opened. */
const maxUnpacked = 80 * 1024 * 1024
const maxColumns = 50
/** Rows with faults after which a sheet is given up: it is not the sheet that it should be. */
const mostFaultyRows = 2000

/**
 * Reads the sheets 词条, 规则改动 and 自有规则 of a workbook; a workbook of one sheet with the heading 词语 is a list of
 * terms whatever its sheet is called.
 * @throws Unreadable
 */
export const readWorkbook = async (bytes: Uint8Array): Promise<Reading> => {
  requireModestSize(bytes)
  const sheets = await readSheets(new Uint8Array(bytes).buffer).catch(() => {
    throw new Unreadable({ zh: '不是有效的 Excel 文件（.xlsx）', en: 'It is no valid Excel file (.xlsx)' })
  })
  const rowsOf = (text: { sheet: string; columns: readonly SheetColumn[] }): Cells[] => {
    const named = sheets.find(({ sheet }) => sheet.trim() === text.sheet)
    const alone = text === termSheet && sheets.length === 1 && headings(sheets[0]?.data[0]).includes('词语')
    return named?.data ?? (alone ? (sheets[0]?.data ?? []) : [])
  }
  const terms = rowsOf(termSheet)
  const changes = rowsOf(changeSheet)
  const rules = rowsOf(ruleSheet)
  if (terms.length + changes.length + rules.length === 0) {
    throw new Unreadable({
      zh: '没有找到名为“词条”“规则改动”或“自有规则”的工作表，请先导出一份作为模板',
      en: 'There is no sheet called 词条, 规则改动 or 自有规则; export a file first and use it as a template',
    })
  }
  requireRoom({ terms: terms.length - 1, changes: changes.length - 1, rules: rules.length - 1 })
  const faults: FileFault[] = []
  const term = readRows(termSheet, terms, termSchema, faults)
  const change = readRows(changeSheet, changes, packChangeSchema, faults)
  const rule = readRows(ruleSheet, rules, ownRuleSchema, faults)
  return {
    changes: { terms: term.rows, changes: change.rows, rules: rule.rows },
    places: { terms: term.places, changes: change.places, rules: rule.places },
    faults,
  }
}

type Cells = readonly unknown[]

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  // An apostrophe in front keeps a text a text; see workbookOf.
  return String(cell)
    .trim()
    .replace(/^'(?=[=+\-@\t\r])/, '')
}

const headings = (row: Cells | undefined): string[] => (row ?? []).slice(0, maxColumns).map(cellText)

const readRows = <Schema extends z.ZodType>(
  { sheet, columns }: Pick<SheetText<never>, 'sheet' | 'columns'>,
  data: readonly Cells[],
  schema: Schema,
  faults: FileFault[],
): { rows: z.output<Schema>[]; places: Place[] } => {
  const rows: z.output<Schema>[] = []
  const places: Place[] = []
  const head = headings(data[0])
  const known = head.map((text) => columns.find(({ header, field }) => text === header || text === field))
  let faulty = 0
  data.slice(1).forEach((cells, at) => {
    const place = { sheet, row: at + 2 }
    const raw: Record<string, unknown> = {}
    known.forEach((column, index) => {
      const text = cellText(cells[index])
      if (column === undefined || text === '') return
      const value = column.read(text)
      if (column.field === otherFields && typeof value === 'object') Object.assign(raw, value)
      else raw[column.field] = value
    })
    if (Object.keys(raw).length === 0 || faulty > mostFaultyRows) return
    const { data: row, faults: wrong } = parseFields(schema, raw)
    if (row !== undefined) {
      rows.push(row)
      places.push(place)
      return
    }
    faulty += 1
    faults.push(...wrong.map((fault) => cellFault(fault, place, columns)))
  })
  return { rows, places }
}

const cellFault = ({ path, wrong }: FieldFault, place: Place, columns: readonly SheetColumn[]): FileFault => {
  const field = String(path[0] ?? '')
  const column = columns.find((one) => one.field === field)?.header ?? (field === '' ? '—' : field)
  return { ...place, column, wrong, todo: todoFor(field) }
}

/** @throws Unreadable for what is no zip archive, or one that unpacks to too much */
const requireModestSize = (bytes: Uint8Array): void => {
  let unpacked = 0
  try {
    // Reads the directory of the archive and unpacks nothing.
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize
        return false
      },
    })
  } catch {
    throw new Unreadable({ zh: '不是有效的 Excel 文件（.xlsx）', en: 'It is no valid Excel file (.xlsx)' })
  }
  if (unpacked > maxUnpacked) {
    throw new Unreadable({ zh: '文件解压后过大，请拆成几份', en: 'It unpacks to too much; split it' })
  }
}
