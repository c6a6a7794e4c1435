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
 * Filters that tell whether one of some words may stand in a window, all in a few tables, because one is asked for every
 * character and another one each time. Gate `g` has its bits from `g * width` on in `firsts` (kinds of units that begin a
 * word) and `lone` (those that are one), and from `pairFrom[g]` on in `pairs` (hashed first two units of longer words). It
 * never says no where a word stands, unless a mark begins it.
 */
export type Gates = {
  width: number
  firsts: Uint32Array
  lone: Uint32Array
  pairs: Uint32Array
  pairFrom: Int32Array
  shifts: Uint8Array
  made: Uint8Array
  /** Enters the words of a gate that is asked for the first time. */
  make: (gate: number) => void
}

/** One pair in sixteen is taken for another one. */
const PLACES_A_WORD = 16

const isSet = (bits: Uint32Array, base: number, place: number): boolean =>
  (((bits[base + (place >>> 5)] ?? 0) >>> (place & 31)) & 1) === 1

const setBit = (bits: Uint32Array, base: number, place: number): void => {
  const at = base + (place >>> 5)
  bits[at] = (bits[at] ?? 0) | (1 << (place & 31))
}

/** Words of each gate, divided by spaces. */
export const gatesOf = (lists: readonly string[], kinds: Kinds): Gates => {
  const width = (kinds.count >>> 5) + 1
  const pairFrom = new Int32Array(lists.length)
  const shifts = new Uint8Array(lists.length)
  let room = 0
  lists.forEach((list, gate) => {
    let words = 1
    for (let at = 0; at < list.length; at++) if (list.charCodeAt(at) === 0x20) words++
    let size = 1
    while (size * 32 < words * PLACES_A_WORD) size *= 2
    pairFrom[gate] = room
    shifts[gate] = shiftOf(size * 32)
    room += size
  })
  const gates: Gates = {
    width,
    firsts: new Uint32Array(lists.length * width),
    lone: new Uint32Array(lists.length * width),
    pairs: new Uint32Array(room),
    pairFrom,
    shifts,
    made: new Uint8Array(lists.length),
    make: (gate) => {
      gates.made[gate] = 1
      for (const word of (lists[gate] ?? '').split(' ')) {
        const first = word.charCodeAt(0)
        const kind = kinds.of[first] ?? PLAIN
        if (kind < FIRST_KIND) throw new Error(`a word of a gate begins with a mark or an unknown unit: "${word}"`)
        setBit(gates.firsts, gate * width, kind)
        if (word.length === 1) setBit(gates.lone, gate * width, kind)
        else setBit(gates.pairs, pairFrom[gate] ?? 0, pairHash(first, word.charCodeAt(1)) >>> (shifts[gate] ?? 0))
      }
    },
  }
  return gates
}

/** Codes of a view and the kind of each. */
export type Sorted = { codes: Uint16Array; kinds: Uint16Array }

/** A gate and where one of its words has to begin: at the places `from` to `to` (included), before the stretch ends. */
export type Window = { gate: number; from: number; to: number; stretch: number }

/** Whether a word of the gate may begin in the window. */
export const isOpen = (gates: Gates, { codes, kinds }: Sorted, { gate, from, to, stretch }: Window): boolean => {
  const { width, firsts, lone, pairs } = gates
  if (gates.made[gate] === 0) gates.make(gate)
  const base = gate * width
  for (let at = from; at <= to; at++) {
    const kind = kinds[at] ?? PLAIN
    if (kind < FIRST_KIND) {
      if (kind > stretch) return false
    } else if (isSet(firsts, base, kind)) {
      if (isSet(lone, base, kind)) return true
      const place = pairHash(codes[at] ?? 0, codes[at + 1] ?? 0) >>> (gates.shifts[gate] ?? 0)
      if (isSet(pairs, gates.pairFrom[gate] ?? 0, place)) return true
    }
  }
  return false
}
