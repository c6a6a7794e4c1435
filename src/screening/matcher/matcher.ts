import type { MatcherTables } from './tables.ts'
import { buildTables, classesOf, pairHash, shiftOf, tripleHash } from './tables.ts'

/** Part of a sequence of codes: from `from` (inclusive) to `to` (exclusive). Words must lie inside it. */
export type Part = { codes: Uint16Array; from: number; to: number }

export type OnHit = (word: number, start: number, end: number) => void

/**
 * Finds many words in a sequence of 16-bit codes.
 *
 * A filter of hashed pairs, then one of triples, reject nearly every place; what is left walks the double array, at most
 * 64 steps, so that the scan is linear in the length of the text.
 */
export type Matcher = {
  /** Calls `onHit` for every occurrence of every word, overlaps included, by rising start, then rising end. */
  scan: (part: Part, onHit: OnHit) => void
}

type Prepared = MatcherTables & { classOf: Uint16Array; lone: Uint8Array; pairShift: number; tripleShift: number }

/** Units that are words by themselves. */
const loneOf = ({ units, cells }: MatcherTables, classOf: Uint16Array): Uint8Array => {
  const lone = new Uint8Array(65536)
  const base = (cells[1] ?? 0) >> 1
  for (const unit of units) {
    const cell = base + (classOf[unit] ?? 0)
    if (cells[cell * 2] === 0 && ((cells[cell * 2 + 1] ?? 0) & 1) === 1) lone[unit] = 1
  }
  return lone
}

/** Reports all words that begin at `start`. */
const walk = (prepared: Prepared, { codes, to }: Part, start: number, onHit: OnHit): void => {
  const { cells, classOf, words, twins } = prepared
  let state = 0
  let value = cells[1] ?? 0
  for (let at = start; at < to; ) {
    const target = (value >> 1) + (classOf[codes[at] ?? 0] ?? 0)
    if (cells[target * 2] !== state) return
    value = cells[target * 2 + 1] ?? 0
    at++
    if ((value & 1) === 1) {
      for (let word = words[target] ?? -1; word >= 0; word = twins[word] ?? -1) onHit(word, start, at)
    }
    if (value < 2) return
    state = target
  }
}

const scan = (prepared: Prepared, part: Part, onHit: OnHit): void => {
  const { pairs, triples, lone, pairShift, tripleShift } = prepared
  const { codes, from, to } = part
  const last = to - 1
  let code = codes[from] ?? 0
  for (let start = from; start < last; start++) {
    const next = codes[start + 1] ?? 0
    const pair = pairHash(code, next)
    const place = pair >>> pairShift
    const kind = ((pairs[place >>> 4] ?? 0) >>> ((place & 15) << 1)) & 3
    const isLone = lone[code] === 1
    code = next
    if (kind === 0 && !isLone) continue
    if (kind === 2 && !isLone) {
      const triple = tripleHash(pair, codes[start + 2] ?? 0) >>> tripleShift
      if ((((triples[triple >>> 5] ?? 0) >>> (triple & 31)) & 1) === 0) continue
    }
    walk(prepared, part, start, onHit)
  }
  if (last >= from) walk(prepared, part, last, onHit)
}

/** Makes a matcher out of its tables. The tables are used as they are, not copied. */
export const matcherOf = (tables: MatcherTables): Matcher => {
  const classOf = classesOf(tables.units)
  const prepared: Prepared = {
    ...tables,
    classOf,
    lone: loneOf(tables, classOf),
    pairShift: shiftOf(tables.pairs.length * 16),
    tripleShift: shiftOf(tables.triples.length * 32),
  }
  return { scan: (part, onHit) => scan(prepared, part, onHit) }
}

/**
 * Builds a matcher from words.
 *
 * @throws RangeError when a word is longer than 64 codes, or when there are more than a million
 */
export const buildMatcher = (words: readonly string[]): Matcher => matcherOf(buildTables(words))
