import type { LeakedRows } from './leak.ts'
import { provinceOf } from '../mark/shapes.ts'

const delimiters = ['\t', ',', ';', '|', '，'] as const

/** Bytes as text: UTF-8, UTF-16 by its mark, or GB 18030, as Excel in China writes CSV; null for what is none. */
export const textOf = (bytes: Uint8Array): string | null => {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const encodings = utf16 ? [bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030']
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      // A text has no NUL, and of other control signs none but what ends a line, a column or a page.
      if (!/[^\P{Cc}\t\n\r\f]/u.test(text)) return text
    } catch {
      // The next encoding, or none.
    }
  }
  return null
}

/** The delimiter that most of the first lines have, or null. */
const delimiterOf = (text: string): string | null => {
  const lines = text.slice(0, 20_000).split(/\r?\n|\r/, 30).filter((line) => line.trim() !== '')
  const counts = delimiters.map((delimiter) => ({ delimiter, lines: lines.filter((line) => line.includes(delimiter)).length }))
  const best = counts.toSorted((a, b) => b.lines - a.lines)[0]
  return best !== undefined && best.lines * 2 >= lines.length && best.lines > 0 ? best.delimiter : null
}

/**
 * Delimited text as RFC 4180 has it, and as people leave it: a quote that is never closed ends with its line, so that one
 * broken row does not swallow those behind it.
 */
const delimited = (text: string, delimiter: string, mostRows: number): LeakedRows => {
  const rows: string[][] = []
  for (const line of text.split(/\r?\n|\r/)) {
    if (rows.length >= mostRows) break
    if (line.trim() === '') continue
    const cells: string[] = []
    let at = 0
    while (at <= line.length) {
      const closed = line[at] === '"' ? /^"((?:[^"]|"")*)"/.exec(line.slice(at)) : null
      const end = line.indexOf(delimiter, at + (closed?.[0].length ?? 0))
      const stop = end < 0 ? line.length : end
      cells.push(closed === null ? line.slice(at, stop) : (closed[1] ?? '').replaceAll('""', '"'))
      at = stop + delimiter.length
    }
    rows.push(cells.slice(0, 50).map((cell) => (/^'[=+\-@]/.test(cell) ? cell.slice(1) : cell)))
  }
  return rows
}

const longestNumber = 320

/** Words of a line as cells; those of an address belong together again. */
const words = (line: string): readonly string[] => {
  const cells: string[] = []
  let address = false
  for (const word of line.split(/\s+/).filter((one) => one !== '').slice(0, 60)) {
    // No number and no address has a word so long, and a pattern over megabytes can exhaust the stack.
    const number = word.length <= longestNumber && /^[\w.@+-]+$/.test(word)
    if (address && !number) cells[cells.length - 1] += ` ${word}`
    else cells.push(word)
    address = !number && (address || provinceOf(word) !== null)
  }
  return cells
}

/** The rows and cells of a text, with or without delimiters. */
export const rowsOfText = (text: string, mostRows: number): LeakedRows => {
  const bare = text.replace(/^\uFEFF/, '')
  const delimiter = delimiterOf(bare)
  if (delimiter !== null) return delimited(bare, delimiter, mostRows)
  const lines = bare.split(/\r?\n|\r/).filter((line) => line.trim() !== '').slice(0, mostRows)
  return lines.map((line) => (/\s{2,}|\u3000/.test(line.trim()) ? line.trim().split(/\s{2,}|\u3000/) : [line, ...words(line)]))
}
