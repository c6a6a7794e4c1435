import { pairHash, shiftOf } from './matcher/tables.ts'

/**
 * A filter that tells whether one of some words may stand in a window: words of one unit by that unit, longer ones by
 * their first two. It never says no where a word stands.
 */
export type Gate = { bits: Uint32Array; shift: number; hasUnits: boolean }

const PLACES_A_WORD = 16

const UNIT = 0x10000

const setBit = (bits: Uint32Array, place: number): void => {
  bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31))
}

const isSet = (bits: Uint32Array, place: number): boolean => (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1

/** Bits of a gate. The first number tells whether some word has one unit only; the filter follows. */
export const gateBits = (words: readonly string[]): Uint32Array => {
  let size = 8
  while (size * 32 < words.length * PLACES_A_WORD) size *= 2
  const bits = new Uint32Array(size)
  const shift = shiftOf(size * 32)
  for (const word of words) {
    setBit(bits, pairHash(word.charCodeAt(0), word.length === 1 ? UNIT : word.charCodeAt(1)) >>> shift)
  }
  return Uint32Array.of(words.some((word) => word.length === 1) ? 1 : 0, ...bits)
}

export const gateOf = (stored: Uint32Array): Gate => {
  const bits = stored.subarray(1)
  return { bits, shift: shiftOf(bits.length * 32), hasUnits: stored[0] === 1 }
}

/** Whether a word of the gate may begin at one of the places `from` to `to` (included) of the codes. */
export const isOpen = ({ bits, shift, hasUnits }: Gate, codes: Uint16Array, from: number, to: number): boolean => {
  let code = codes[from] ?? 0
  for (let at = from; at <= to; at++) {
    const next = codes[at + 1] ?? 0
    if (isSet(bits, pairHash(code, next) >>> shift)) return true
    if (hasUnits && isSet(bits, pairHash(code, UNIT) >>> shift)) return true
    code = next
  }
  return false
}
