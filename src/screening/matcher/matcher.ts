import type { MatcherTables } from './tables.ts'
import { buildTables, classesOf, MAX_WORD, pairHash, shiftOf } from './tables.ts'

/** Part of a sequence of codes: from `from` (inclusive) to `to` (exclusive). Words must lie inside it. */
export type Part = { codes: Uint16Array; from: number; to: number }

/**
 * Finds many words in a sequence of 16-bit codes.
 *
 * One bit per pair of codes rejects nearly every place; what is left walks the double array, at most 64 steps, so that
 * the scan is linear in the length of the text.
 */
export type Matcher = {
  /** Calls `onHit` for every occurrence of every word, overlaps included, by rising start, then rising end. */
  scan: (part: Part, onHit: (word: number, start: number, end: number) => void) => void
}

/** Units that are words by themselves. */
const loneOf = (tables: MatcherTables, classOf: Uint16Array): Uint8Array | null => {
  const { units, cells } = tables
  const lone = new Uint8Array(65536)
  const base = (cells[1] ?? 0) >> 1
  let some = false
  for (const unit of units) {
    const cell = base + (classOf[unit] ?? 0)
    if (cells[cell * 2] !== 0 || ((cells[cell * 2 + 1] ?? 0) & 1) === 0) continue
    lone[unit] = 1
    some = true
  }
  return some ? lone : null
}

/** Makes a matcher out of its tables. The tables are used as they are, not copied. */
export const matcherOf = (tables: MatcherTables): Matcher => {
  const { pairs, cells, words, twins } = tables
  const classOf = classesOf(tables.units)
  const lone = loneOf(tables, classOf)
  const shift = shiftOf(pairs)

  const walk = (codes: Uint16Array, start: number, to: number, onHit: Parameters<Matcher['scan']>[1]): void => {
    let state = 0
    let value = cells[1] ?? 0
    for (let at = start; at < to; ) {
      const target = (value >> 1) + (classOf[codes[at] ?? 0] ?? 0)
      if (target === 0 || cells[target * 2] !== state) return
      state = target
      at++
      value = cells[target * 2 + 1] ?? 0
      if ((value & 1) === 1) {
        for (let word = words[target] ?? -1; word >= 0; word = twins[word] ?? -1) onHit(word, start, at)
      }
    }
  }

  return {
    scan: ({ codes, from, to }, onHit) => {
      if (from >= to) return
      let code = codes[from] ?? 0
      const last = to - 1
      for (let at = from; at < last; at++) {
        const next = codes[at + 1] ?? 0
        const hash = pairHash(code, next, shift)
        if ((((pairs[hash >>> 5] ?? 0) >>> (hash & 31)) & 1) === 1 || (lone !== null && lone[code] === 1)) {
          walk(codes, at, to, onHit)
        }
        code = next
      }
      if (lone !== null && lone[code] === 1) walk(codes, last, to, onHit)
    },
  }
}

/**
 * Builds a matcher from words.
 *
 * @throws RangeError when a word is longer than 64 codes, or when there are more than a million
 */
export const buildMatcher = (words: readonly string[]): Matcher => matcherOf(buildTables(words))

export { MAX_WORD }
