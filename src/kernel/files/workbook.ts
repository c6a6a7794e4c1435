import writeExcelFile from 'write-excel-file/node'

export type Column<Row> = { header: string; width: number; text: (row: Row) => string | number }

// What a spreadsheet may take for the beginning of a formula.
const formulaStart = /^[=+\-@\t\r]/
// XML 1.0 knows no other control characters than tab, line feed and carriage return.
const notInXml = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu

/**
 * Whether a text needs an apostrophe in front, also behind apostrophes that we or others put there: one that may be taken
 * for a formula, and one that every object has as a key (`valueOf`), with which write-excel-file 4 writes a broken file.
 */
export const isGuarded = (text: string): boolean => {
  const bare = text.replace(/^'+/, '')
  return formulaStart.test(bare) || bare in Object.prototype
}

/**
 * A text as a cell shows it. A cell of the type string never runs as a formula; but saved as CSV and opened again it
 * would, so a leading apostrophe keeps it a text there, too. `cellText` takes it away again.
 */
export const safeCell = (text: string): string => {
  const clean = text.replaceAll(notInXml, '')
  return isGuarded(clean) ? `'${clean}` : clean
}

/** An Excel workbook of one sheet with a heading row that stays in view. */
export const workbookOf = async <Row>(
  sheet: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<Buffer> => {
  const heading = columns.map(({ header }) => ({ value: header, type: String, fontWeight: 'bold' as const }))
  const body = rows.map((row) =>
    columns.map(({ text }) => {
      const value = text(row)
      return typeof value === 'number' ? { value, type: Number } : { value: safeCell(value), type: String }
    }),
  )
  return writeExcelFile([heading, ...body], {
    sheet,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer()
}
