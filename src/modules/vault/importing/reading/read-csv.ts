import type { Sniffed } from './sniff-table.ts'
import { type ByteSource, type Cell, isFilled, type Position, type RawRow, type Table, tableLimits, textOf } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { windowOn } from './read-lines.ts'

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d]
const delimiters = [0x2c, 0x09, 0x3b]

type Scanned = { end: number; ranges: readonly { from: number; to: number; quoted: boolean }[]; stray: boolean }

/**
 * One record from `start` on (RFC 4180, with any of the three line ends). Works on bytes: in UTF-8 and GB18030 alike no sign
 * of several bytes holds a quotation mark, delimiter or line end.
 * @returns undefined where the record does not end within the bytes
 */
const scan = (bytes: Uint8Array, start: number, delimiter: number, last: boolean): Scanned | 'open' | undefined => {
  const ranges: { from: number; to: number; quoted: boolean }[] = []
  let [at, stray] = [start, false]
  for (;;) {
    const quoted = bytes[at] === quote
    const from = quoted ? at + 1 : at
    let to = from
    if (quoted) {
      for (;;) {
        to = bytes.indexOf(quote, to)
        if (to < 0) return last ? 'open' : undefined
        if (bytes[to + 1] !== quote) break
        to += 2
      }
      at = to + 1
    }
    const closed = at
    while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at += 1
    if (quoted) stray ||= at > closed && !isBlank(bytes.subarray(closed, at))
    else to = at
    ranges.push({ from, to, quoted })
    if (at >= bytes.length) return last ? { end: at, ranges, stray } : undefined
    if (bytes[at] === delimiter) {
      at += 1
      continue
    }
    // Whether a line feed follows is not known at the end of the bytes.
    if (bytes[at] === carriageReturn && at + 1 >= bytes.length && !last) return undefined
    const end = bytes[at] === carriageReturn && bytes[at + 1] === lineFeed ? at + 2 : at + 1
    return { end, ranges, stray }
  }
}

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0x20)

/** A text file of rows: CSV, or with tabs or semicolons between. @throws UnreadableFile */
export const openCsv = async (source: ByteSource, { encoding, start }: Sniffed): Promise<Table> => {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const window = windowOn(source)

  const record = async (offset: number, delimiter: number, row: number): Promise<{ cells: Cell[]; wrong?: 'encoding' | 'quotes'; end: number }> => {
    for (let least = 4096; ; least = tableLimits.rowBytes) {
      const bytes = await window.at(offset, least)
      const last = offset + bytes.length >= source.size
      const found = scan(bytes, 0, delimiter, last)
      if (found === 'open') throw new UnreadableFile(bytes.length > tableLimits.rowBytes ? 'row-too-long' : 'quote-open', row)
      if (found === undefined || found.end > tableLimits.rowBytes) {
        if (found === undefined && least < tableLimits.rowBytes) continue
        throw new UnreadableFile(bytes[0] === quote || bytes.subarray(0, tableLimits.rowBytes).includes(quote) ? 'quote-open' : 'row-too-long', row)
      }
      try {
        const cells = found.ranges.map(({ from, to, quoted }) => {
          const text = decoder.decode(bytes.subarray(from, to))
          return quoted ? text.replaceAll('""', '"') : text
        })
        return { cells, end: offset + found.end, ...(found.stray ? { wrong: 'quotes' as const } : {}) }
      } catch {
        // The decoder is fatal: these bytes are no text of the encoding.
        return { cells: [], wrong: 'encoding', end: offset + found.end }
      }
    }
  }

  let [offset, heading, delimiter] = [start, [] as string[], delimiters[0] ?? quote]
  // What stands between is what cuts the first row into most.
  const candidates = await Promise.all(delimiters.map(async (one) => ({ one, cells: (await record(start, one, 1)).cells.length })))
  delimiter = candidates.reduce((best, next) => (next.cells > best.cells ? next : best)).one
  const first = await record(offset, delimiter, 1)
  if (first.wrong !== undefined) throw new UnreadableFile(first.wrong === 'encoding' ? 'encoding' : 'no-heading')
  heading = first.cells.map((cell) => textOf(cell).trim())
  while (heading.at(-1) === '') heading.pop()
  offset = first.end

  return {
    format: 'csv',
    headings: heading,
    first: { offset, row: 1 },
    permille: (position) => Math.min(1000, Math.floor((position.offset / source.size) * 1000)),
    read: async (from, most) => {
      const rows: RawRow[] = []
      let [at, number] = [from.offset, from.row]
      for (let read = 0; read < most; read += 1) {
        if (at >= source.size) return { rows, next: null }
        number += 1
        if (number - 1 > tableLimits.rows) throw new UnreadableFile('too-many-rows')
        const { cells, wrong, end } = await record(at, delimiter, number)
        at = end
        if (wrong !== undefined) rows.push({ number, cells: [], wrong })
        else if (isFilled(cells)) rows.push(rowOf(number, cells, heading))
      }
      const next: Position = { offset: at, row: number }
      return { rows, next: at >= source.size ? null : next }
    },
  }
}

/** A row with more cells than there are columns, or that is the heading once more, is a fault of its own. */
export const rowOf = (number: number, cells: readonly Cell[], heading: readonly string[]): RawRow => {
  if (cells.slice(heading.length).some((cell) => textOf(cell).trim() !== '')) return { number, cells: [], wrong: 'too-many-cells' }
  const again = heading.every((name, at) => textOf(cells[at] ?? '').trim() === name)
  return again ? { number, cells: [], wrong: 'heading-again' } : { number, cells: cells.slice(0, heading.length) }
}
