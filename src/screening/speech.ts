import type { CompiledCharacters } from './types.ts'
import type { View } from './view.ts'

/**
 * A text as it is spoken: beat after beat, each one syllable. Beat `i` stands for the folded units `from[i]` to
 * `from[i + 1]` (excluded); `codes[i]` is the number of its syllable, or 0; `latin[i]` is not 0 where it is written in
 * letters: LETTERS, or SPELLED where it is one of so many syllables in one run that they can be no foreign word.
 */
export type Beats = {
  count: number
  codes: Uint16Array
  from: Int32Array
  latin: Uint8Array
  hasLatin: boolean
}

export type Speech = {
  /** What was read last. */
  readonly beats: Beats
  /** Reads a view into `beats`. */
  read: (view: View) => void
  /** Whether a run of letters goes on across `at` without a gap: half an English word is no pinyin. */
  continues: (view: View, at: number) => boolean
}

export const LETTERS = 1
export const SPELLED = 2

/** A run of letters that divides into so many syllables is pinyin: no foreign word does by chance. */
const LEAST_SPELLED = 4

const MAX_SYLLABLE = 6

const MAX_LATIN_RUN = 40

/** Marks a letter in the table of syllables. */
const LETTER = 0xffff

const isLatin = (code: number): boolean => code >= 0x61 && code <= 0x7a

/** Whether something was skipped before a unit: a space inside a run of letters ends a syllable. */
const hasGap = ({ starts, ends }: View, at: number): boolean => starts[at] !== ends[at - 1]

/** Numbers of syllables by their spelling, which is a number itself: letters are its digits (`spell`). */
type Numbers = ReadonlyMap<number, number>

/** A spelling that is longer by one letter; 0 is the spelling of nothing. At most six letters. */
const spell = (spelling: number, letter: number): number => spelling * 27 + letter - 0x60

const spellingOf = (codes: Uint16Array, from: number, to: number): number => {
  let spelling = 0
  for (let at = from; at < to; at++) spelling = spell(spelling, codes[at] ?? 0)
  return spelling
}

/** Splits a run of letters into syllables, the longest last ones first ("xian" stays whole); the cuts, or null. */
const splitLatin = (view: View, from: number, to: number, numberOf: Numbers): number[] | null => {
  const longest = new Int32Array(to - from + 1)
  longest[0] = 1
  for (let at = 0; at < to - from; at++) {
    if (longest[at] === 0) continue
    const start = from + at
    let spelling = 0
    for (let size = 1; size <= MAX_SYLLABLE && at + size <= to - from; size++) {
      if (size > 1 && hasGap(view, start + size - 1)) break
      spelling = spell(spelling, view.codes[start + size - 1] ?? 0)
      if (!numberOf.has(spelling)) continue
      longest[at + size] = Math.max(longest[at + size] ?? 0, size)
    }
  }
  if (longest[to - from] === 0) return null
  const cuts: number[] = []
  for (let at = to - from; at > 0; at -= longest[at] ?? at) cuts.push(from + at - (longest[at] ?? at))
  return cuts.toReversed()
}

/** Makes a reader for one set of character tables. It keeps its arrays: what it read is valid until it reads again. */
export const createSpeech = ({ syllables }: CompiledCharacters): Speech => {
  const numberOf = new Map<number, number>()
  const syllableOf = new Uint16Array(65536)
  for (const [syllable, characters] of syllables) {
    const number = numberOf.size + 1
    numberOf.set(spellingOf(Uint16Array.from(syllable, (letter) => letter.charCodeAt(0)), 0, syllable.length), number)
    for (let at = 0; at < characters.length; at++) syllableOf[characters.charCodeAt(at)] = number
  }
  for (let code = 0x61; code <= 0x7a; code++) syllableOf[code] = LETTER

  const beats: Beats = { count: 0, codes: new Uint16Array(0), from: new Int32Array(1), latin: new Uint8Array(0), hasLatin: false }

  const readLatin = (view: View, from: number, to: number, count: number): number => {
    const cuts = splitLatin(view, from, to, numberOf)
    const kind = cuts !== null && cuts.length >= LEAST_SPELLED ? SPELLED : LETTERS
    for (const [index, cut] of (cuts ?? [from]).entries()) {
      const end = cuts?.[index + 1] ?? to
      beats.codes[count] = cuts === null ? 0 : (numberOf.get(spellingOf(view.codes, cut, end)) ?? 0)
      beats.from[count] = cut
      beats.latin[count] = kind
      count++
    }
    return count
  }

  return {
    beats,
    continues: (view, at) =>
      at > 0 &&
      at < view.length &&
      isLatin(view.codes[at - 1] ?? 0) &&
      isLatin(view.codes[at] ?? 0) &&
      view.starts[at] === view.ends[at - 1],
    read: (view) => {
      if (beats.codes.length < view.length) {
        beats.codes = new Uint16Array(view.length)
        beats.from = new Int32Array(view.length + 1)
        beats.latin = new Uint8Array(view.length)
      } else if (beats.hasLatin) beats.latin.fill(0)
      beats.hasLatin = false
      const { codes, from } = beats
      const { codes: units, length } = view
      let count = 0
      for (let at = 0; at < length; ) {
        const syllable = syllableOf[units[at] ?? 0] ?? 0
        if (syllable !== LETTER) {
          codes[count] = syllable
          from[count] = at
          count++
          at++
          continue
        }
        beats.hasLatin = true
        let to = at + 1
        while (to < length && to - at < MAX_LATIN_RUN && isLatin(units[to] ?? 0)) to++
        count = readLatin(view, at, to, count)
        at = to
      }
      from[count] = length
      beats.count = count
    },
  }
}
