import { breakLines } from './line-breaking.ts'
import type { DocumentFact, DocumentTable } from './model.ts'
import { type Part, type Style, styles, sheet, textWidth, type Writer } from './page.ts'

/** Free space left and right of the text of a cell, above and below it; in points. */
const PAD = 6
const GAP = 4

/** No column is narrower than four Chinese characters. */
const NARROWEST = 4 * styles.cell.size + 2 * PAD

const lowest = sheet.height - sheet.bottom

/**
 * Widths of columns: each gets what its longest cell asks for; where that is too much, the wide ones give way. Together
 * they fill the width of the text.
 * @param wishes width of the longest cell of each column, at least one
 */
export const columnWidths = (wishes: readonly number[], width: number): number[] => {
  const asked = wishes.map((wish) => Math.max(NARROWEST, wish))
  const total = asked.reduce((sum, each) => sum + each, 0)
  if (total <= width) return asked.map((each) => (each * width) / total)
  // The level that a wide column is cut down to, found by letting the narrow ones have theirs.
  let [left, columns] = [width, asked.length]
  for (const each of asked.toSorted((a, b) => a - b)) {
    if (each * columns > left) break
    left -= each
    columns -= 1
  }
  const level = left / Math.max(1, columns)
  return asked.map((each) => Math.min(each, level))
}

type Cell = { lines: string[]; style: Style; x: number; part: Part | 'decoration' }

const heightOf = (cells: readonly Cell[]): number =>
  Math.max(...cells.map(({ lines, style }) => lines.length * style.leading)) + 2 * GAP

/** Writes cells side by side, over as many pages as they need; `again` is called at the head of every new page. */
const writeRow = (writer: Writer, cells: readonly Cell[], again: () => void): void => {
  const tall = heightOf(cells) > (lowest - sheet.top) / 2
  const leading = Math.max(...cells.map(({ style }) => style.leading))
  // A row that fills half a page is broken where the page ends, any other stays whole.
  if (writer.ensure(tall ? leading + 2 * GAP : heightOf(cells))) again()
  const most = Math.max(...cells.map(({ lines }) => lines.length))
  writer.y += GAP
  for (let at = 0; at < most; at += 1) {
    if (writer.ensure(leading + GAP)) {
      again()
      writer.y += GAP
    }
    for (const { lines, style, x, part } of cells) {
      writer.line(lines[at] ?? '', { x, y: writer.y + (leading - style.leading) / 2, style, part })
    }
    writer.y += leading
  }
  writer.y += GAP
  writer.rule(sheet.side, writer.y, textWidth)
}

/** Writes a table; its header is written again on every page that it reaches. */
export const writeTable = (writer: Writer, { columns, rows }: DocumentTable): void => {
  const longest = (text: string, style: Style): number =>
    Math.max(...text.split('\n').map((line) => writer.widthOf(line, style))) + 2 * PAD
  const widths = columnWidths(
    columns.map((column, at) => rows.reduce((most, row) => Math.max(most, longest(row[at] ?? '', styles.cell)), longest(column, styles.column))),
    textWidth,
  )
  const cells = (texts: readonly string[], style: Style, partOf: () => Part | 'decoration'): Cell[] => {
    let edge: number = sheet.side
    return texts.map((text, at) => {
      const width = widths[at] ?? NARROWEST
      const x = edge + PAD
      edge += width
      return { lines: breakLines(text, width - 2 * PAD, writer.measure(style)), style, x, part: partOf() }
    })
  }
  const table = writer.open('Table')
  const writeHeader = (header: readonly Cell[]): void => {
    writer.band(sheet.side, writer.y, { width: textWidth, height: heightOf(header) })
    writeRow(writer, header, () => {})
  }
  const first = writer.open('TR', { parent: table })
  const header = cells(columns, styles.column, () => writer.open('TH', { parent: first, scope: 'Column' }))
  // Header and first row stay together.
  writer.ensure(heightOf(header) + styles.cell.leading + 2 * GAP)
  writeHeader(header)
  for (const row of rows) {
    const tr = writer.open('TR', { parent: table })
    writeRow(writer, cells(row, styles.cell, () => writer.open('TD', { parent: tr })), () =>
      writeHeader(cells(columns, styles.column, () => 'decoration')),
    )
  }
}

/** Writes what holds, label and value side by side. */
export const writeFacts = (writer: Writer, facts: readonly DocumentFact[]): void => {
  const widest = Math.max(...facts.map(({ label }) => writer.widthOf(label, styles.label)))
  const labels = Math.min(widest, textWidth / 3) + 2 * PAD
  const table = writer.open('Table')
  writer.rule(sheet.side, writer.y, textWidth)
  for (const { label, value } of facts) {
    const row = writer.open('TR', { parent: table })
    const cell = (text: string, style: Style, place: { x: number; width: number; part: Part }): Cell => ({
      lines: breakLines(text, place.width, writer.measure(style)),
      style,
      x: place.x,
      part: place.part,
    })
    const [x, left] = [sheet.side + PAD, sheet.side + labels + 2 * PAD]
    writeRow(
      writer,
      [
        cell(label, styles.label, { x, width: labels - PAD, part: writer.open('TH', { parent: row, scope: 'Row' }) }),
        cell(value, styles.value, { x: left, width: sheet.side + textWidth - left - PAD, part: writer.open('TD', { parent: row }) }),
      ],
      () => {},
    )
  }
}
