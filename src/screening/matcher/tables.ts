import { buildDoubleArray } from './double-array.ts'

/** What a matcher needs to scan, as plain arrays: made once, kept as bytes, loaded without work. */
export type MatcherTables = {
  /** UTF-16 units that occur in words; the unit at index i has class i + 1. */
  units: Uint16Array
  /** Bits of hashed pairs: whether some word begins with these two units. A power of two of them. */
  pairs: Uint32Array
  /** See DoubleArray. */
  cells: Int32Array
  /** Per cell the first word that ends there, or -1. */
  words: Int32Array
  /** Per word the next one that is spelled the same, or -1. */
  twins: Int32Array
}

/** Longest word, in UTF-16 units: it bounds the walk from one place, and so makes the scan linear. */
export const MAX_WORD = 64

const MAX_WORDS = 1_000_000

const BITS_PER_PAIR = 16

/** Place of a pair in a filter of 2^(32 - shift) bits. */
export const pairHash = (first: number, second: number, shift: number): number =>
  (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b)) >>> shift

/** The shift that fits a filter of so many 32-bit words. */
export const shiftOf = (pairs: Uint32Array): number => Math.clz32(pairs.length * 32) + 1

const pairFilter = (sorted: readonly string[]): Uint32Array => {
  const found = new Set<number>()
  for (const word of sorted) if (word.length > 1) found.add(word.charCodeAt(0) * 65536 + word.charCodeAt(1))
  let size = 512
  while (size * 32 < found.size * BITS_PER_PAIR) size *= 2
  const pairs = new Uint32Array(size)
  const shift = shiftOf(pairs)
  for (const pair of found) {
    const hash = pairHash(pair >>> 16, pair & 0xffff, shift)
    pairs[hash >>> 5] = (pairs[hash >>> 5] ?? 0) | (1 << (hash & 31))
  }
  return pairs
}

/** Units by falling frequency: common ones get low classes, which packs the rows tighter. */
const unitsOf = (sorted: readonly string[]): Uint16Array => {
  const counts = new Uint32Array(65536)
  for (const word of sorted) {
    for (let at = 0; at < word.length; at++) {
      const unit = word.charCodeAt(at)
      counts[unit] = (counts[unit] ?? 0) + 1
    }
  }
  const used: number[] = []
  for (let unit = 0; unit < 65536; unit++) if ((counts[unit] ?? 0) > 0) used.push(unit)
  return Uint16Array.from(used.toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b))
}

/** Class of every UTF-16 unit, 0 for those that no word has. */
export const classesOf = (units: Uint16Array): Uint16Array => {
  const classOf = new Uint16Array(65536)
  for (let index = 0; index < units.length; index++) classOf[units[index] ?? 0] = index + 1
  return classOf
}

/**
 * Builds the tables of a matcher; 60,000 words take well under a second.
 *
 * @param words their UTF-16 units are what is matched; empty words are ignored, the same word may be given twice
 * @throws RangeError when a word is longer than 64 units, or when there are more than a million
 */
export const buildTables = (words: readonly string[]): MatcherTables => {
  if (words.length > MAX_WORDS) throw new RangeError(`a matcher may have at most ${MAX_WORDS} words`)
  if (words.some((word) => word.length > MAX_WORD)) throw new RangeError(`a word may have at most ${MAX_WORD} characters`)
  const twins = new Int32Array(words.length).fill(-1)
  const first = new Map<string, number>()
  words.forEach((word, index) => {
    if (word === '') return
    const known = first.get(word)
    if (known !== undefined) twins[index] = known
    first.set(word, index)
  })
  const sorted = [...first.keys()].toSorted()
  const units = unitsOf(sorted)
  const { cells, words: ends } = buildDoubleArray(sorted, classesOf(units), units.length)
  return {
    units,
    pairs: pairFilter(sorted),
    cells,
    words: ends.map((end) => (end < 0 ? -1 : (first.get(sorted[end] ?? '') ?? -1))),
    twins,
  }
}
