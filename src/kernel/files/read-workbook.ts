import { unzipSync } from 'fflate'
import readSheets from 'read-excel-file/universal'
import { isGuarded } from './workbook.ts'

/** Bytes that a workbook may unpack to: a small file that says it is huge is not opened. */
const mostUnpacked = 40 * 1024 * 1024
const mostColumns = 50

type Cells = readonly unknown[]

/** A row as it stands in the file; `number` counts from 1, the heading included, as a spreadsheet does. */
export type SheetRow = { number: number; cells: readonly string[] }
export type Sheet = { heading: readonly string[]; rows: readonly SheetRow[] }

/** Why a file is no workbook that can be read. */
export type Unreadable = 'no-workbook' | 'too-large' | 'no-sheet'

/**
 * The texts of a sheet of an Excel workbook (.xlsx). Rows without any text are left out.
 * @param sheet its name; a workbook of a single sheet is taken whatever that is called
 */
export const readSheet = async (bytes: Uint8Array, sheet: string): Promise<Sheet | Unreadable> => {
  const size = unpackedSize(bytes)
  if (size === null) return 'no-workbook'
  if (size > mostUnpacked) return 'too-large'
  const sheets = await readSheets(new Uint8Array(bytes).buffer).catch(() => null)
  if (sheets === null) return 'no-workbook'
  const found = sheets.find(({ sheet: name }) => name.trim() === sheet) ?? (sheets.length === 1 ? sheets[0] : undefined)
  if (found === undefined) return 'no-sheet'
  const [head = [], ...rows] = found.data as readonly Cells[]
  return {
    heading: head.slice(0, mostColumns).map(cellText),
    rows: rows.flatMap((row, at) => {
      const cells = row.slice(0, mostColumns).map(cellText)
      return cells.some((cell) => cell !== '') ? [{ number: at + 2, cells }] : []
    }),
  }
}

/** The texts of every sheet, row by row, for a workbook of which nothing is known; as many rows as said. */
export const readEveryRow = async (bytes: Uint8Array, mostRows: number): Promise<readonly (readonly string[])[] | Unreadable> => {
  const size = unpackedSize(bytes)
  if (size === null) return 'no-workbook'
  if (size > mostUnpacked) return 'too-large'
  const sheets = await readSheets(new Uint8Array(bytes).buffer).catch(() => null)
  if (sheets === null) return 'no-workbook'
  const rows = sheets.flatMap(({ data }) => (data as readonly Cells[]).slice(0, mostRows))
  return rows.slice(0, mostRows).map((row) => row.slice(0, mostColumns).map(wholeCell))
}

/** As it stands there, with the gaps at its ends. */
const wholeCell = (cell: unknown): string => {
  const text = typeof cell === 'string' ? cell : cellText(cell)
  return text.startsWith("'") && isGuarded(text.slice(1)) ? text.slice(1) : text
}

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  // An apostrophe in front keeps a text a text; see safeCell.
  const text = String(cell).trim()
  return text.startsWith("'") && isGuarded(text.slice(1)) ? text.slice(1) : text
}

/** Bytes to which a zip archive says it unpacks; null for what is none. */
const unpackedSize = (bytes: Uint8Array): number | null => {
  let size = 0
  try {
    // Reads the directory of the archive and unpacks nothing.
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize
        return false
      },
    })
    return size
  } catch {
    return null
  }
}
