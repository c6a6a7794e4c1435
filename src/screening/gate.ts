import { pairHash, shiftOf } from './matcher/tables.ts'

/** How far a window goes: to the end of the clause, of the sentence, or through the whole of it. */
export const CLAUSE = 0
export const SENTENCE = 1
export const BEYOND = 2
export type Stretch = typeof CLAUSE | typeof SENTENCE | typeof BEYOND

/** Marks as folding leaves them: those that end a clause only, and those that end a sentence as well. */
export const CLAUSE_MARKS = '，：'
export const SENTENCE_MARKS = '。！？；\n'

/** Kinds of units: none of the marks and begins no word, a mark that ends a clause, one that ends a sentence. */
const PLAIN = 0
const FIRST_KIND = BEYOND + 1

/**
 * The kind of every UTF-16 unit: PLAIN, a mark (its number says what it ends), or a number of its own for each unit that
 * begins a word of some gate.
 */
export type Kinds = { of: Uint16Array; count: number }

/** @param units those with which words of gates begin */
export const kindsOf = (units: string): Kinds => {
  const of = new Uint16Array(65536)
  for (let at = 0; at < units.length; at++) of[units.charCodeAt(at)] = FIRST_KIND + at
  for (const mark of CLAUSE_MARKS) of[mark.charCodeAt(0)] = SENTENCE
  for (const mark of SENTENCE_MARKS) of[mark.charCodeAt(0)] = BEYOND
  return { of, count: FIRST_KIND + units.length }
}

/** Whether a stretch of text ends at a unit of this kind. */
export const isEndOf = (stretch: number, kind: number): boolean => kind < FIRST_KIND && kind > stretch

/**
 * A filter that tells whether one of some words may stand in a window. `firsts`: one bit for each kind of unit that begins
 * one; `pairs`: hashed first two units of the longer ones. It never says no where a word stands, unless a mark begins it.
 */
export type Gate = { firsts: Uint32Array; lone: Uint32Array; pairs: Uint32Array; shift: number }

/** One pair in sixteen is taken for another one. */
const PLACES_A_WORD = 16

const isSet = (bits: Uint32Array, place: number): boolean => (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1

const setBit = (bits: Uint32Array, place: number): void => {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31))
}

export const gateOf = (words: readonly string[], kinds: Kinds): Gate => {
  let size = 1
  while (size * 32 < words.length * PLACES_A_WORD) size *= 2
  const pairs = new Uint32Array(size)
  const shift = shiftOf(size * 32)
  const [firsts, lone] = [new Uint32Array((kinds.count >>> 5) + 1), new Uint32Array((kinds.count >>> 5) + 1)]
  for (const word of words) {
    const first = word.charCodeAt(0)
    const kind = kinds.of[first] ?? PLAIN
    if (kind < FIRST_KIND) throw new Error(`a word of a gate begins with a mark or an unknown unit: "${word}"`)
    setBit(firsts, kind)
    if (word.length === 1) setBit(lone, kind)
    else setBit(pairs, pairHash(first, word.charCodeAt(1)) >>> shift)
  }
  return { firsts, lone, pairs, shift }
}

/** Codes of a view and the kind of each. */
export type Sorted = { codes: Uint16Array; kinds: Uint16Array }

/**
 * Whether a word of the gate may begin at one of the places `from` to `to` (included), before the stretch ends.
 */
export const isOpen = (gate: Gate, { codes, kinds }: Sorted, from: number, to: number, stretch: number): boolean => {
  const { firsts, lone, pairs, shift } = gate
  for (let at = from; at <= to; at++) {
    const kind = kinds[at] ?? PLAIN
    if (kind < FIRST_KIND) {
      if (kind > stretch) return false
    } else if (isSet(firsts, kind)) {
      if (isSet(lone, kind) || isSet(pairs, pairHash(codes[at] ?? 0, codes[at + 1] ?? 0) >>> shift)) return true
    }
  }
  return false
}
