import { listsOf, numbersFrom } from './base64.ts'
import type { Sorted } from './gate.ts'
import { gatesOf, isEndOf, isOpen, kindsOf } from './gate.ts'
import type { CompiledPacks } from './types.ts'
import type { View } from './view.ts'
import type { Rows } from './words.ts'
import { ROW } from './words.ts'

/** A place where a pattern of a rule matches; offsets are in the view. */
export type Hit = { rule: number; start: number; end: number }

/** Part of a view, `to` excluded. */
export type Span = { from: number; to: number }

/**
 * Finds every place in the spans, one after the other, where a pattern begins to match; context is judged later.
 * `anchorsIn` tells the anchors that stand between two places.
 */
export type HitFinder = (view: View, spans: readonly Span[], anchorsIn: (from: number, to: number) => Rows) => Hit[]

/** Anchors that begin so far behind the span may still belong to a match that begins in it. */
const REACH = 64

/**
 * Ways to match patterns, a row of numbers for each: its number, its pattern, 1 where an option of the pattern begins
 * before its anchor (then its places do not come in order), where anchors stand behind the beginning of a match (at least,
 * at most, and how far the stretch between may go), digits with which a match may begin (as bits), where its gates end; then
 * four numbers for each gate: which one, where one of its words begins (from, to), how far the stretch before it may go.
 */
type Options = {
  rows: Int32Array
  /** Where the row of each option begins. */
  starts: Int32Array
  rules: Int32Array
  patternCount: number
  sources: string[]
}

const PATTERN = 1
const FLOATING = 2
const FROM = 3
const TO = 4
const STRETCH = 5
const DIGITS = 6
const END = 7
const FIRST_GATE = 8
const GATE_SIZE = 4

/** How many of the numbers before the gates come from the packs. */
const PLACE_SIZE = 4

type Sources = Pick<CompiledPacks, 'rules' | 'approaches'>

const readOptions = ({ rules, approaches }: Sources): Options => {
  const sources: string[] = []
  const ofRule: number[] = []
  const ofPattern: number[] = []
  let patternCount = 0
  rules.forEach(({ patterns }, rule) => {
    for (const options of patterns) {
      for (const source of options) {
        sources.push(source)
        ofRule.push(rule)
        ofPattern.push(patternCount)
      }
      patternCount++
    }
  })
  const { starts: from, items } = listsOf(numbersFrom(approaches.places), sources.length)
  const floating = new Uint8Array(patternCount)
  ofPattern.forEach((pattern, option) => {
    if ((items[(from[option] ?? 0) + 1] ?? 0) > 0) floating[pattern] = 1
  })
  const starts = new Int32Array(sources.length)
  const rows = new Int32Array(items.length + sources.length * (FIRST_GATE - PLACE_SIZE))
  let room = 0
  ofPattern.forEach((pattern, option) => {
    const own = items.subarray(from[option], from[option + 1])
    const end = room + FIRST_GATE + own.length - PLACE_SIZE
    rows.set([option, pattern, floating[pattern] ?? 0, ...own.subarray(0, PLACE_SIZE), end], room)
    rows.set(own.subarray(PLACE_SIZE), room + FIRST_GATE)
    starts[option] = room
    room = end
  })
  return { rows, starts, rules: Int32Array.from(ofRule), patternCount, sources }
}

/** Something for each number, made when it is first asked for: a short text asks for few. */
const lazyList = <T>(size: number, make: (index: number) => T): ((index: number) => T) => {
  const made = Array.from<T | undefined>({ length: size })
  return (index) => (made[index] ??= make(index))
}

/** Adds to an ascending list, once. */
const insert = (list: number[], value: number): void => {
  let at = list.length - 1
  while (at >= 0 && (list[at] ?? 0) > value) at--
  if (list[at] === value) return
  list.push(value)
  for (let index = list.length - 1; index > at + 1; index--) list[index] = list[index - 1] ?? 0
  list[at + 1] = value
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** Patterns that begin with digits may take no more than this, so that a longer number is looked at further on as well. */
const MOST_DIGITS = 4

/** Whether a digit goes on a number that was looked at from its first digit: 2026 98% are two numbers. */
const goesOn = ({ codes, starts }: View, at: number): boolean =>
  at > 0 &&
  isDigit(codes[at] ?? 0) &&
  isDigit(codes[at - 1] ?? 0) &&
  (starts[at] ?? 0) - (starts[at - 1] ?? 0) === 1 &&
  !(at >= MOST_DIGITS && isDigit(codes[at - MOST_DIGITS] ?? 0))

/**
 * Builds the finder. One scan finds the anchors of all options of all patterns (words.ts); an expression is only tried at the places
 * that its own anchors tell, and only where the words of its gate follow, so that the cost follows the text and not the
 * number of rules. What is found is what each pattern alone would find from left to right, without overlaps; a short number
 * is only looked at from its first digit on.
 */
export const createHitFinder = (sources: Sources): HitFinder => {
  const options = readOptions(sources)
  const { rows } = options
  const kinds = kindsOf(sources.approaches.gateUnits)
  const gates = gatesOf(sources.approaches.gates, kinds)
  const expressionOf = lazyList(options.sources.length, (option) => new RegExp(options.sources[option] ?? '', 'y'))
  const free = new Int32Array(options.patternCount)

  const sorted: Sorted = { codes: new Uint16Array(0), kinds: new Uint16Array(0) }
  const sort = ({ codes, length }: View): void => {
    if (sorted.kinds.length < length) sorted.kinds = new Uint16Array(length)
    const { kinds: kindAt } = sorted
    const { of } = kinds
    for (let at = 0; at < length; at++) kindAt[at] = of[codes[at] ?? 0] ?? 0
    sorted.codes = codes
  }

  const isPossible = (row: number, start: number, last: number): boolean => {
    const end = rows[row + END] ?? 0
    for (let at = row + FIRST_GATE; at < end; at += GATE_SIZE) {
      const window = {
        gate: rows[at] ?? 0,
        from: start + (rows[at + 1] ?? 0),
        to: Math.min(start + (rows[at + 2] ?? 0), last),
        stretch: rows[at + 3] ?? 0,
      }
      if (!isOpen(gates, sorted, window)) return false
    }
    return true
  }

  const findIn = (view: View, span: Span, anchors: Rows, hits: Hit[]): void => {
    const { codes, length, text } = view
    /** Rows to try at `place`, in order. */
    const pending: number[] = []
    /** Places and rows of floating patterns, to be tried when all are known. */
    const later: number[] = []
    let place = -1
    free.fill(0)

    const tryAt = (start: number, row: number): void => {
      const pattern = rows[row + PATTERN] ?? 0
      if (start < (free[pattern] ?? 0)) return
      const option = rows[row] ?? 0
      const expression = expressionOf(option)
      expression.lastIndex = start
      if (!expression.test(text)) return
      free[pattern] = expression.lastIndex
      hits.push({ rule: options.rules[option] ?? 0, start, end: expression.lastIndex })
    }

    const tryPending = (): void => {
      for (const row of pending) tryAt(place, row)
      pending.length = 0
    }

    /** Whether the match would begin with a digit that goes on a number. */
    const isLateDigit = (row: number, start: number): boolean => {
      const digit = (codes[start] ?? 0) - 0x30
      return digit >= 0 && digit <= 9 && (((rows[row + DIGITS] ?? 0) >>> digit) & 1) === 1 && goesOn(view, start)
    }

    /** All beginnings from which the stretch reaches the anchor. */
    const visitFloating = (anchor: number, row: number): void => {
      const nearest = anchor - (rows[row + FROM] ?? 0)
      const furthest = Math.max(span.from, anchor - (rows[row + TO] ?? 0))
      const stretch = rows[row + STRETCH] ?? 0
      for (let start = anchor; start >= furthest; start--) {
        if (start < anchor && isEndOf(stretch, sorted.kinds[start] ?? 0)) return
        if (start > nearest || start >= span.to || isLateDigit(row, start)) continue
        if (isPossible(row, start, length - 1)) later.push(start * rows.length + row)
      }
    }

    const { items } = anchors
    for (let at = 0; at < anchors.length; at += ROW) {
      const start = items[at + 1] ?? 0
      const end = items[at + 2] ?? 0
      if (start < span.from || end > span.to + REACH || (end - start === 1 && goesOn(view, start))) continue
      if (start !== place) {
        if (pending.length > 0) tryPending()
        place = start
      }
      const row = options.starts[items[at] ?? 0] ?? 0
      if (rows[row + FLOATING] === 1) visitFloating(start, row)
      else if (start < span.to && isPossible(row, start, length - 1)) insert(pending, row)
    }
    tryPending()
    if (later.length > 0) {
      let done = -1
      for (const key of Float64Array.from(later).toSorted()) {
        if (key === done) continue
        done = key
        tryAt(Math.floor(key / rows.length), key % rows.length)
      }
    }
  }

  return (view, spans, anchorsIn) => {
    const hits: Hit[] = []
    sort(view)
    for (const span of spans) findIn(view, span, anchorsIn(span.from, Math.min(view.length, span.to + REACH)), hits)
    return hits
  }
}
