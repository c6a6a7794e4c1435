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

type Prepared = MatcherTables & { classOf: Uint16Array; lone: Uint8Array | null; pairShift: number; tripleShift: number }

/** Units that are words by themselves; null when there are none. */
const loneOf = ({ units, cells }: MatcherTables, classOf: Uint16Array): Uint8Array | null => {
  const lone = new Uint8Array(65536)
  const base = (cells[1] ?? 0) >> 1
  let hasSome = false
  for (const unit of units) {
    const cell = base + (classOf[unit] ?? 0)
    if (cells[cell * 2] !== 0 || ((cells[cell * 2 + 1] ?? 0) & 1) === 0) continue
    lone[unit] = 1
    hasSome = true
  }
  return hasSome ? lone : null
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

/** Whether a longer word may begin with these three units; only asked where the pair is no word itself. */
const mayGoOn = ({ triples, tripleShift }: Prepared, pair: number, third: number): boolean => {
  const place = tripleHash(pair, third) >>> tripleShift
  return (((triples[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1
}

/** The scan for words of two units and more; nearly all of its time goes into the first lines of the loop. */
const scanPairs = (prepared: Prepared, part: Part, onHit: OnHit): void => {
  const { pairs, pairShift } = prepared
  const { codes, from, to } = part
  const last = to - 1
  let code = codes[from] ?? 0
  for (let start = from; start < last; start++) {
    const next = codes[start + 1] ?? 0
    const pair = pairHash(code, next)
    code = next
    const place = pair >>> pairShift
    const kind = ((pairs[place >>> 4] ?? 0) >>> ((place & 15) << 1)) & 3
    if (kind === 0) continue
    if (kind === 2 && !mayGoOn(prepared, pair, codes[start + 2] ?? 0)) continue
    walk(prepared, part, start, onHit)
  }
}

/** The same where some words are single units. */
const scanAll = (prepared: Prepared, part: Part, onHit: OnHit): void => {
  const { pairs, lone, pairShift } = prepared
  const { codes, from, to } = part
  for (let start = from; start < to; start++) {
    const code = codes[start] ?? 0
    const pair = pairHash(code, codes[start + 1] ?? 0)
    const place = pair >>> pairShift
    const kind = ((pairs[place >>> 4] ?? 0) >>> ((place & 15) << 1)) & 3
    if (lone?.[code] !== 1) {
      if (kind === 0) continue
      if (kind === 2 && !mayGoOn(prepared, pair, codes[start + 2] ?? 0)) continue
    }
    walk(prepared, part, start, onHit)
  }
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
  const scan = prepared.lone === null ? scanPairs : scanAll
  return { scan: (part, onHit) => scan(prepared, part, onHit) }
}

/**
 * Builds a matcher from words.
 *
 * @throws RangeError when a word is longer than 64 codes, or when there are more than a million
 */
export const buildMatcher = (words: readonly string[]): Matcher => matcherOf(buildTables(words))
