import { pairHash, shiftOf } from './matcher/tables.ts'

/**
 * A filter that tells whether one of some words may stand in a window: words of one unit by that unit, longer ones by
 * their first two. It never says no where a word stands.
 */
export type Gate = { bits: Uint32Array; shift: number; hasUnits: boolean; hasPairs: boolean }

/** A window of forty places is let through by chance in less than one case of twenty. */
const PLACES_A_WORD = 64

const LEAST_WORDS = 64

const UNIT = 0x10000

const isSet = (bits: Uint32Array, place: number): boolean => (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1

export const gateOf = (words: readonly string[]): Gate => {
  let size = LEAST_WORDS
  while (size * 32 < words.length * PLACES_A_WORD) size *= 2
  const bits = new Uint32Array(size)
  const shift = shiftOf(size * 32)
  for (const word of words) {
    const place = pairHash(word.charCodeAt(0), word.length === 1 ? UNIT : word.charCodeAt(1)) >>> shift
    bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31))
  }
  return { bits, shift, hasUnits: words.some(({ length }) => length === 1), hasPairs: words.some(({ length }) => length > 1) }
}

/** Whether a word of the gate may begin at one of the places `from` to `to` (included) of the codes. */
export const isOpen = ({ bits, shift, hasUnits, hasPairs }: Gate, codes: Uint16Array, from: number, to: number): boolean => {
  for (let at = from; at <= to; at++) {
    const code = codes[at] ?? 0
    if (hasUnits && isSet(bits, pairHash(code, UNIT) >>> shift)) return true
    if (hasPairs && isSet(bits, pairHash(code, codes[at + 1] ?? 0) >>> shift)) return true
  }
  return false
}
