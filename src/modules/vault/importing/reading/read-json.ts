import { windowOn, type Window } from './read-lines.ts'
import type { Sniffed } from './sniff-table.ts'
import { type ByteSource, type Cell, isFilled, type RawRow, type Table, tableLimits } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

const [lineFeed, quote, backslash, openBrace, closeBrace, closeBracket, comma] = [0x0a, 0x22, 0x5c, 0x7b, 0x7d, 0x5d, 0x2c]
const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === lineFeed || byte === 0x0d

/** Bytes of the next object, and where reading goes on; null at the end. */
type Next = (offset: number, row: number) => Promise<{ bytes: Uint8Array; end: number } | null>

/** Objects one on each line (NDJSON). */
const lines = (window: Window, source: ByteSource): Next => async (offset, row) => {
  if (offset >= source.size) return null
  const bytes = await window.at(offset, tableLimits.rowBytes)
  const end = bytes.indexOf(lineFeed)
  if (end < 0 ? offset + bytes.length < source.size || bytes.length > tableLimits.rowBytes : end > tableLimits.rowBytes) throw new UnreadableFile('row-too-long', row)
  return end < 0 ? { bytes, end: source.size } : { bytes: bytes.subarray(0, end), end: offset + end + 1 }
}

/** Objects of one array. */
const items = (window: Window, source: ByteSource): Next => async (offset, row) => {
  let at = offset
  let bytes = await window.at(at, tableLimits.rowBytes)
  let skip = 0
  while (isSpace(bytes[skip]) || bytes[skip] === comma) skip += 1
  if (skip > 0) bytes = await window.at((at += skip), tableLimits.rowBytes)
  if (bytes[0] === closeBracket) {
    if (bytes.subarray(1).every(isSpace) && at + bytes.length >= source.size) return null
    throw new UnreadableFile('json-broken', row)
  }
  if (bytes[0] !== openBrace) throw new UnreadableFile('json-broken', row)
  let [depth, text] = [0, false]
  for (let here = 0; here < Math.min(bytes.length, tableLimits.rowBytes); here += 1) {
    const byte = bytes[here]
    if (text) {
      if (byte === backslash) here += 1
      else if (byte === quote) text = false
    } else if (byte === quote) text = true
    else if (byte === openBrace) depth += 1
    else if (byte === closeBrace && --depth === 0) return { bytes: bytes.subarray(0, here + 1), end: at + here + 1 }
  }
  throw new UnreadableFile(bytes.length >= tableLimits.rowBytes ? 'row-too-long' : 'json-broken', row)
}

const cellOf = (value: unknown): Cell | undefined => {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return { text: String(value), as: 'number' }
  return typeof value === 'boolean' ? String(value) : undefined
}

const objectIn = (bytes: Uint8Array): Map<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null
  } catch {
    return null
  }
}

/** JSON: flat objects, one on each line or in an array. The names of the first are the columns. @throws UnreadableFile */
export const openJson = async (source: ByteSource, { kind, start }: Sniffed): Promise<Table> => {
  const window = windowOn(source)
  const array = kind === 'json-array'
  const next = (array ? items : lines)(window, source)
  const begin = array ? start + (await window.at(start, 4096)).indexOf(0x5b) + 1 : start
  const first = await next(begin, 1)
  if (first === null) throw new UnreadableFile('no-rows')
  const model = objectIn(first.bytes)
  if (model === null) throw new UnreadableFile('json-broken', 1)
  const headings = [...model.keys()].map((key) => key.trim())
  const places = new Map([...model.keys()].map((key, at) => [key, at]))

  const rowFrom = (number: number, bytes: Uint8Array): RawRow | null => {
    if (bytes.every(isSpace)) return null
    const found = objectIn(bytes)
    if (found === null) return { number, cells: [], wrong: 'json' }
    const cells: Cell[] = headings.map(() => '')
    for (const [key, value] of found) {
      const [at, cell] = [places.get(key), cellOf(value)]
      if (cell === undefined) return { number, cells: [], wrong: 'json' }
      if (at !== undefined) cells[at] = cell
      else if (cell !== '') return { number, cells: [], wrong: 'unknown-key' }
    }
    return isFilled(cells) ? { number, cells } : null
  }

  return {
    format: 'json',
    headings,
    // Its names are the heading, so that the objects count from 1.
    first: { offset: begin, row: 0 },
    permille: (position) => Math.min(1000, Math.floor((position.offset / source.size) * 1000)),
    read: async (from, most) => {
      const rows: RawRow[] = []
      let [at, number] = [from.offset, from.row]
      for (let read = 0; read < most; read += 1) {
        const found = await next(at, number + 1)
        if (found === null) return { rows, next: null }
        number += 1
        if (number > tableLimits.rows) throw new UnreadableFile('too-many-rows')
        at = found.end
        const row = rowFrom(number, found.bytes)
        if (row !== null) rows.push(row)
      }
      return { rows, next: { offset: at, row: number } }
    },
  }
}
