import { pairHash } from './matcher/tables.ts'
import type { Restored } from './restore.ts'
import type { CompiledPacks } from './types.ts'
import type { View, ViewWriter } from './view.ts'
import { createViewWriter } from './view.ts'

/**
 * Undoes what hides a word by its layout: written backwards in brackets (（的好最）面霜), broken over lines, or with letters
 * for digits (lOO%). Only the neighbourhood of such places is rewritten; rules look there a second time, and a hit
 * counts where it touches one of the places. The place of a line break has no length: only what lies across it
 * touches it. Everything here works on folded text and is linear in it.
 */

/** A bracket with more inside than this holds a remark. */
const MOST_REVERSED = 16

/** How much of the text before and after a place comes along, so that a rule sees the clause around it. */
const AROUND = 40

/** Lines as short as this stand one above the other to be read downwards: even a blank line between them joins. */
const SHORT_LINE = 2

/** Longest word that is looked for across a line break. */
const MOST_WORD = 8

const LINE_BREAK = 0x0a
const BREAK = 0x3002

/** Opening and closing marks as folding leaves them: （） 【】 “”. */
const pairs: ReadonlyMap<number, number> = new Map([
  [0xff08, 0xff09],
  [0x3010, 0x3011],
  [0x201c, 0x201d],
])

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff

const isWordUnit = (code: number): boolean =>
  isHan(code) || (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || code === 0x25

/** The unit at a place; 0 outside the view, whose arrays may go on. */
const unit = (view: View, at: number): number => (at >= 0 && at < view.length ? (view.codes[at] ?? 0) : 0)

/** Units `from` to `to` (exclusive) are left out (`join`), read backwards without their bounds, or read as digits. */
type Edit = { kind: 'join' | 'reverse' | 'digits'; from: number; to: number }

/** Letters that pass for digits where a number stands: lOO%, O元购. */
const digitOf = (code: number): number => (code === 0x6f ? 0x30 : code === 0x6c || code === 0x69 ? 0x31 : 0)

/** What makes letters a number when it follows them: % 元 折 天 倍 万 块 岁 年. */
const measures = new Set([...'%元折天倍万块岁年'].map((unit) => unit.charCodeAt(0)))

const PERCENT = 0x25
const LETTER_O = 0x6f

const MOST_DIGITS = 8

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

const isLatin = (code: number): boolean => code >= 0x61 && code <= 0x7a

/**
 * End (exclusive) of a number with letters in it that begins at `at`; 0 where there is none. Letters alone are a
 * number before a percent sign (lOO%), and a single O before a measure (O元购).
 */
const disguisedNumber = (view: View, at: number): number => {
  const before = unit(view, at - 1)
  if (isLatin(before) || isDigit(before)) return 0
  let letters = 0
  let to = at
  while (to - at < MOST_DIGITS) {
    const code = unit(view, to)
    if (digitOf(code) !== 0) letters++
    else if (!isDigit(code)) break
    to++
  }
  const measure = unit(view, to)
  if (letters === 0 || !measures.has(measure)) return 0
  const isPlausible = letters < to - at || measure === PERCENT || (letters === 1 && unit(view, at) === LETTER_O)
  return isPlausible ? to : 0
}

/** End (exclusive) of a bracket with only a few word units in it, Han among them; 0 where there is none. */
const shortBracket = (view: View, open: number, close: number): number => {
  let han = 0
  const last = Math.min(view.length - 1, open + MOST_REVERSED + 1)
  for (let at = open + 1; at <= last; at++) {
    const code = unit(view, at)
    if (code === close) return han >= 2 ? at + 1 : 0
    if (isHan(code)) han++
    else if (!isWordUnit(code)) return 0
  }
  return 0
}

/** Length of the line of word units that ends before `at` or begins at it, counted no further than needed. */
const lineLength = (view: View, at: number, step: 1 | -1): number => {
  let length = 0
  while (length <= SHORT_LINE && isWordUnit(unit(view, at + step * length))) length++
  return length
}

/**
 * The words that the rules spell out: `hunted` ones are worth a second look wherever they may be broken; `heads` has a 1 for
 * the hashed first two units of each.
 */
type Vocabulary = { known: ReadonlySet<string>; hunted: ReadonlySet<string>; heads: Uint8Array }

const HEAD_BITS = 15

const headOf = (first: number, second: number): number => pairHash(first, second) >>> (32 - HEAD_BITS)

const vocabularyOf = ({ words, uses }: CompiledPacks['sounds']): Vocabulary => {
  const all = words.split(' ')
  const heads = new Uint8Array(1 << HEAD_BITS)
  for (const word of all) heads[headOf(word.charCodeAt(0), word.charCodeAt(1))] = 1
  return { known: new Set(all), hunted: new Set(all.filter((_, index) => uses[index] !== 'l')), heads }
}

const textBetween = (view: View, from: number, to: number): string => {
  let text = ''
  for (let at = Math.max(0, from); at < Math.min(view.length, to); at++) text += String.fromCharCode(unit(view, at))
  return text
}

/** Whether a word of the rules lies across the join of `before` and `after`. */
const isBroken = (before: string, after: string, words: ReadonlySet<string>): boolean => {
  for (let left = 1; left <= Math.min(before.length, MOST_WORD - 1); left++) {
    const head = before.slice(-left)
    for (let right = 1; right <= Math.min(after.length, MOST_WORD - left); right++) {
      if (words.has(head + after.slice(0, right))) return true
    }
  }
  return false
}

/** A line break in a word of the rules; any line break beside a single character, or between very short lines. */
const joinAt = (view: View, at: number, { hunted }: Vocabulary): Edit | null => {
  let to = at + 1
  while (unit(view, to) === LINE_BREAK) to++
  if (!isWordUnit(unit(view, at - 1)) || !isWordUnit(unit(view, to))) return null
  const edit: Edit = { kind: 'join', from: at, to }
  const [left, right] = [lineLength(view, at - 1, -1), lineLength(view, to, 1)]
  if (left === 1 || right === 1 || Math.max(left, right) <= SHORT_LINE) return edit
  if (to - at > 1) return null
  const [before, after] = [textBetween(view, at - MOST_WORD, at), textBetween(view, to, to + MOST_WORD)]
  return isBroken(before, after, hunted) ? edit : null
}

/** Whether what stands between two marks is, read backwards, a word of the rules or has one in it. */
const hidesWord = (view: View, from: number, to: number, { known, heads }: Vocabulary): boolean => {
  for (let at = to - 1; at > from; at--) {
    if (heads[headOf(unit(view, at), unit(view, at - 1))] === 0) continue
    let word = String.fromCharCode(unit(view, at))
    for (let next = at - 1; next >= from && word.length < MOST_WORD; next--) {
      word += String.fromCharCode(unit(view, next))
      if (known.has(word)) return true
    }
  }
  return false
}

/** Units at which an edit may begin; nearly all others are passed over by one look. */
const beginnings = new Uint8Array(65536)
for (const code of [LINE_BREAK, ...pairs.keys(), 0x6f, 0x6c, 0x69]) beginnings[code] = 1
beginnings.fill(1, 0x30, 0x3a)

/** @param vocabulary made when it is first needed: most texts have no such place */
const editsOf = (view: View, vocabulary: () => Vocabulary): Edit[] => {
  const edits: Edit[] = []
  for (let at = 0; at < view.length; at++) {
    const code = view.codes[at] ?? 0
    if (beginnings[code] === 0) continue
    const close = pairs.get(code)
    if (code === LINE_BREAK) {
      const join = at === 0 ? null : joinAt(view, at, vocabulary())
      if (join !== null) edits.push(join)
      while (unit(view, at + 1) === LINE_BREAK) at++
    } else if (close !== undefined) {
      const to = shortBracket(view, at, close)
      if (to > 0 && hidesWord(view, at + 1, to - 1, vocabulary())) edits.push({ kind: 'reverse', from: at, to })
    } else {
      const to = disguisedNumber(view, at)
      if (to > 0) edits.push({ kind: 'digits', from: at, to })
    }
  }
  return edits
}

/** The view with these edits made; only their neighbourhoods, with a sentence end where something was left out. */
const rewrite = (writer: ViewWriter, view: View, edits: readonly Edit[]): Restored => {
  const places: Restored['places'] = []
  let copied = 0
  writer.begin(view.length + edits.length + 2)
  const copyTo = (to: number): void => {
    writer.copy(view, copied, to)
    copied = Math.max(copied, to)
  }
  /** Goes on to `next`; what lies further than needed from both places is left out. */
  const goTo = (next: number): void => {
    if (next - copied > 2 * AROUND) {
      if (writer.length() > 0) copyTo(copied + AROUND)
      writer.push(BREAK, view.starts[copied] ?? 0, view.ends[copied] ?? 0)
      copied = next - AROUND
    }
    copyTo(next)
  }
  for (const { kind, from, to } of edits) {
    if (from < copied) continue
    goTo(from)
    const start = writer.length()
    if (kind === 'join') {
      places.push({ start, end: start })
    } else if (kind === 'digits') {
      places.push({ start, end: start + to - from })
      for (let at = from; at < to; at++) {
        const code = unit(view, at)
        writer.push(digitOf(code) || code, view.starts[at] ?? 0, view.ends[at] ?? 0)
      }
    } else {
      const [first, last] = [view.starts[from] ?? 0, view.ends[to - 1] ?? 0]
      places.push({ start, end: start + to - from - 2 })
      for (let at = to - 2; at > from; at--) writer.push(unit(view, at), first, last)
    }
    copied = to
  }
  copyTo(Math.min(view.length, copied + AROUND))
  return { view: writer.view(), places }
}

/**
 * Makes the function that answers with the neighbourhoods of broken and reversed words, those words made whole; null
 * when there are none. Units of a reversed word all stand for the whole bracket. Bound against chance: only words
 * that the rules spell out are put together, and a gap of a pattern cannot reach over a line break by itself. The view
 * that is answered with is valid until the next call.
 */
export const createRearranger = ({ sounds }: Pick<CompiledPacks, 'sounds'>): ((view: View) => Restored | null) => {
  let vocabulary: Vocabulary | null = null
  const writer = createViewWriter()
  return (view) => {
    const edits = editsOf(view, () => (vocabulary ??= vocabularyOf(sounds)))
    return edits.length === 0 ? null : rewrite(writer, view, edits)
  }
}
