import { findPersonalData } from '../../../../screening/index.ts'
import { openCsv } from './read-csv.ts'
import { openJson } from './read-json.ts'
import { openWorkbook } from './read-workbook.ts'
import { sniffTable } from './sniff-table.ts'
import { type ByteSource, type Table, tableLimits } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

/**
 * Opens a file as a table: Excel (.xlsx), CSV (UTF-8 or GB18030; comma, tab or semicolon), JSON.
 * @throws UnreadableFile naming the reason and, where it is one, the row
 */
export const openTable = async (source: ByteSource): Promise<Table> => {
  const sniffed = await sniffTable(source)
  const table = guarded(sniffed.kind === 'csv' ? await openCsv(source, sniffed) : sniffed.kind === 'xlsx' ? await guard(() => openWorkbook(source)) : await openJson(source, sniffed))
  checkHeadings(table.headings)
  return table
}

const guarded = (table: Table): Table => ({ ...table, read: (from, most) => guard(() => table.read(from, most)) })

/** What yauzl, zlib and the decoder throw means that the file is damaged; a database that fails is another matter. */
const guard = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnreadableFile || !(error instanceof Error) || error.name === 'DatabaseError' || error.name === 'CannotOpen') throw error
    throw new UnreadableFile('broken')
  }
}

const checkHeadings = (headings: readonly string[]): void => {
  const named = headings.filter((name) => name !== '')
  if (headings.length > tableLimits.columns) throw new UnreadableFile('too-many-columns')
  const isData = (name: string): boolean => name.length > tableLimits.heading || /\d{7}/.test(name) || /[\0\uFFFD]/.test(name) || findPersonalData(name).some(({ confidence }) => confidence === 'certain')
  if (named.length === 0 || named.some(isData)) throw new UnreadableFile('no-heading')
  if (new Set(named).size < named.length) throw new UnreadableFile('heading-twice')
}
