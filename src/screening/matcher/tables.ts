import { buildDoubleArray } from './double-array.ts'

/** What a matcher needs to scan, as plain arrays: made once, kept as bytes, loaded without work. */
export type MatcherTables = {
  /** UTF-16 units that occur in words; the unit at index i has class i + 1. */
  units: Uint16Array
  /** Two bits for each hashed pair of units: a word is this pair; a longer word begins with it. A power of two long. */
  pairs: Uint32Array
  /** One bit for each hashed triple that a word begins with. A power of two long. */
  triples: Uint32Array
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

/** Places of a filter for each entry: one pair in thirty-two is taken for another one. */
const SPARSENESS = 32

/** Hash of two units; the upper bits are the good ones. */
export const pairHash = (first: number, second: number): number =>
  Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b)

/** Hash of three units out of that of the first two. */
export const tripleHash = (pair: number, third: number): number => Math.imul(pair ^ third, 0xc2b2ae35)

/** How far a hash is shifted to give a place in a filter of so many places (a power of two). */
export const shiftOf = (places: number): number => Math.clz32(places) + 1

const filterFor = (entries: number, places: number): Uint32Array => {
  let size = 256
  while (size * places < entries * SPARSENESS) size *= 2
  return new Uint32Array(size)
}

const setBits = (filter: Uint32Array, index: number, bits: number): void => {
  filter[index] = (filter[index] ?? 0) | bits
}

const filtersOf = (sorted: readonly string[]): Pick<MatcherTables, 'pairs' | 'triples'> => {
  const pairs = filterFor(new Set(sorted.map((word) => word.slice(0, 2))).size, 16)
  const triples = filterFor(new Set(sorted.map((word) => word.slice(0, 3))).size, 32)
  const [pairShift, tripleShift] = [shiftOf(pairs.length * 16), shiftOf(triples.length * 32)]
  for (const word of sorted) {
    if (word.length < 2) continue
    const pair = pairHash(word.charCodeAt(0), word.charCodeAt(1))
    const place = pair >>> pairShift
    setBits(pairs, place >>> 4, (word.length === 2 ? 1 : 2) << ((place & 15) * 2))
    if (word.length === 2) continue
    const triple = tripleHash(pair, word.charCodeAt(2)) >>> tripleShift
    setBits(triples, triple >>> 5, 1 << (triple & 31))
  }
  return { pairs, triples }
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
    ...filtersOf(sorted),
    cells,
    words: ends.map((end) => (end < 0 ? -1 : (first.get(sorted[end] ?? '') ?? -1))),
    twins,
  }
}
