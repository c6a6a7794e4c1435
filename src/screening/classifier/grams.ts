/**
 * The features of a text: every run of one to three folded characters, and facts about the whole (trade, channel, rules
 * that matched). Each feature is a 32-bit number; two runs share a number about once in four thousand million.
 */

/** Longest run of characters that is a feature of its own. */
export const MAX_GRAM = 3

/** Stand before and behind every text, so that a run may say "at the beginning" and "at the end". */
export const OPENING = 1
export const CLOSING = 2
const FACT = 3

/** Hash of nothing, from which the number of every run is reckoned. */
export const SEED = 0x2545f491

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** Hash of a run that is longer by one unit. */
export const mix = (hash: number, code: number): number => {
  const mixed = Math.imul(hash ^ code, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/**
 * A stretch of folded text as the classifier looks at it: numbers of two digits and more are all one number (but 100 is
 * told apart, because 100% is), and the ends are marked. `from[i]` and `to[i]` bound the folded units that unit `i`
 * stands for. The buffers grow and are used again by the next stretch.
 */
export type Tape = { codes: Uint16Array; from: Int32Array; to: Int32Array; length: number }

/** An empty tape. */
export const createTape = (): Tape => ({
  codes: new Uint16Array(512),
  from: new Int32Array(512),
  to: new Int32Array(512),
  length: 0,
})

const grow = (tape: Tape, size: number): void => {
  if (tape.codes.length >= size) return
  const room = size * 2
  tape.codes = new Uint16Array(room)
  tape.from = new Int32Array(room)
  tape.to = new Int32Array(room)
}

/** Writes the units [start, end) of folded text onto the tape. */
export const writeTape = (tape: Tape, codes: Uint16Array, start: number, end: number): void => {
  grow(tape, end - start + 2)
  tape.codes[0] = OPENING
  tape.from[0] = start
  tape.to[0] = start
  let length = 1
  const push = (code: number, from: number, to: number): void => {
    tape.codes[length] = code
    tape.from[length] = from
    tape.to[length] = to
    length++
  }
  for (let at = start; at < end; ) {
    const code = codes[at] ?? 0
    if (!isDigit(code)) {
      tape.codes[length] = code
      tape.from[length] = at
      tape.to[length++] = ++at
      continue
    }
    let stop = at + 1
    while (stop < end && (isDigit(codes[stop] ?? 0) || (codes[stop] === 0x2e && isDigit(codes[stop + 1] ?? 0)))) stop++
    const isHundred = stop - at === 3 && code === 0x31 && codes[at + 1] === 0x30 && codes[at + 2] === 0x30
    if (stop - at === 1 || isHundred) for (let one = at; one < stop; one++) push(codes[one] ?? 0, one, one + 1)
    else push(0x30, at, stop)
    at = stop
  }
  push(CLOSING, end, end)
  tape.length = length
}

/**
 * Calls back with the number of every run on the tape; [at, at + size) are its units on the tape. Where the answer is
 * false, longer runs from the same unit are left out: a model that does not know a run knows no longer one either.
 */
export const eachGram = (tape: Tape, visit: (feature: number, at: number, size: number) => boolean): void => {
  const { codes, length } = tape
  for (let at = 0; at < length; at++) {
    let hash = SEED
    const most = Math.min(MAX_GRAM, length - at)
    for (let size = 1; size <= most; size++) {
      hash = mix(hash, codes[at + size - 1] ?? 0)
      if (!visit(hash, at, size)) break
    }
  }
}

/** The number of a fact about the whole text, such as `trade:food` or `rule:adlaw.absolute.first`. */
export const factFeature = (fact: string): number => {
  let hash = mix(SEED, FACT)
  for (let at = 0; at < fact.length; at++) hash = mix(hash, fact.charCodeAt(at))
  return hash
}
