import { bytesFrom, listsOf, numbersFrom } from './base64.ts'
import type { Sorted } from './gate.ts'
import { gateOf, isEndOf, isOpen, kindsOf } from './gate.ts'
import { tablesOf } from './matcher/bytes.ts'
import { matcherOf } from './matcher/matcher.ts'
import type { CompiledPacks } from './types.ts'
import type { View } from './view.ts'

/** A place where a pattern of a rule matches; offsets are in the view. */
export type Hit = { rule: number; start: number; end: number }

/** Part of a view, `to` excluded. */
export type Span = { from: number; to: number }

/** Finds every place in the span where a pattern begins to match; context is judged later. */
export type HitFinder = (view: View, span: Span) => Hit[]

/** Anchors that begin so far behind the span may still belong to a match that begins in it. */
const REACH = 64

/**
 * Ways to match patterns: option `i` is an expression that is tried at the places that its anchors tell.
 * `places` from `starts[i]` on: where anchors stand behind the beginning of a match (at least, at most, and how far the
 * stretch between may go), then four numbers for each of its gates: which one, where one of its words begins (from, to),
 * how far the stretch before it may go.
 */
type Options = {
  rules: Int32Array
  patterns: Int32Array
  patternCount: number
  sources: string[]
  starts: Int32Array
  places: Int32Array
}

const TO = 1
const STRETCH = 2
const FIRST_GATE = 3
const GATE_SIZE = 4

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
  const { starts, items: places } = listsOf(numbersFrom(approaches.places), sources.length)
  return { rules: Int32Array.from(ofRule), patterns: Int32Array.from(ofPattern), patternCount, sources, starts, places }
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

/**
 * Builds the finder. One scan finds the anchors of all options of all patterns; an expression is only tried at the places
 * that its own anchors tell, and only where the words of its gate follow, so that the cost follows the text and not the
 * number of rules. What is found is what each pattern alone would find from left to right, without overlaps; a number is
 * only looked at from its first digit on.
 */
export const createHitFinder = (sources: Sources): HitFinder => {
  const options = readOptions(sources)
  const { starts, places } = options
  const tables = tablesOf(bytesFrom(sources.approaches.anchors))
  const matcher = matcherOf(tables)
  const { starts: userStarts, items: users } = listsOf(numbersFrom(sources.approaches.users), tables.twins.length)
  const { gates, gateUnits } = sources.approaches
  const kinds = kindsOf(gateUnits)
  const gateAt = lazyList(gates.length, (index) => gateOf((gates[index] ?? '').split(' '), kinds))
  const expressionOf = lazyList(options.sources.length, (option) => new RegExp(options.sources[option] ?? '', 'y'))
  /** Patterns of which an option begins before its anchor: their places do not come in order. */
  const floating = new Uint8Array(options.patternCount)
  options.patterns.forEach((pattern, option) => {
    if ((places[(starts[option] ?? 0) + TO] ?? 0) > 0) floating[pattern] = 1
  })
  const free = new Int32Array(options.patternCount)

  const sorted: Sorted = { codes: new Uint16Array(0), kinds: new Uint16Array(0) }
  const sort = ({ codes, length }: View): void => {
    if (sorted.kinds.length < length) sorted.kinds = new Uint16Array(length)
    const { kinds: kindAt } = sorted
    const { of } = kinds
    for (let at = 0; at < length; at++) kindAt[at] = of[codes[at] ?? 0] ?? 0
    sorted.codes = codes
  }

  const isPossible = (option: number, start: number, last: number): boolean => {
    const end = starts[option + 1] ?? 0
    for (let at = (starts[option] ?? 0) + FIRST_GATE; at < end; at += GATE_SIZE) {
      const gate = gateAt(places[at] ?? 0)
      const to = start + (places[at + 2] ?? 0)
      if (!isOpen(gate, sorted, start + (places[at + 1] ?? 0), to < last ? to : last, places[at + 3] ?? 0)) return false
    }
    return true
  }

  return (view, span) => {
    const { codes, length, text } = view
    const hits: Hit[] = []
    /** Options to try at `place`, in order. */
    const pending: number[] = []
    /** Places and options of floating patterns, to be tried when all are known. */
    const later: number[] = []
    let place = -1
    free.fill(0)
    sort(view)

    const tryAt = (start: number, option: number): void => {
      const pattern = options.patterns[option] ?? 0
      if (start < (free[pattern] ?? 0)) return
      const expression = expressionOf(option)
      expression.lastIndex = start
      if (!expression.test(text)) return
      free[pattern] = expression.lastIndex
      hits.push({ rule: options.rules[option] ?? 0, start, end: expression.lastIndex })
    }

    const tryPending = (): void => {
      for (const option of pending) tryAt(place, option)
      pending.length = 0
    }

    /** All beginnings from which the stretch reaches the anchor. */
    const visitFloating = (anchor: number, option: number): void => {
      const own = starts[option] ?? 0
      const nearest = anchor - (places[own] ?? 0)
      const furthest = Math.max(span.from, anchor - (places[own + TO] ?? 0))
      const stretch = places[own + STRETCH] ?? 0
      for (let start = anchor; start >= furthest; start--) {
        if (start < anchor && isEndOf(stretch, sorted.kinds[start] ?? 0)) return
        if (start <= nearest && start < span.to && isPossible(option, start, length - 1)) {
          later.push(start * options.sources.length + option)
        }
      }
    }

    matcher.scan({ codes, from: span.from, to: Math.min(length, span.to + REACH) }, (anchor, start, end) => {
      if (end - start === 1 && start > 0 && isDigit(codes[start] ?? 0) && isDigit(codes[start - 1] ?? 0)) return
      if (start !== place) {
        if (pending.length > 0) tryPending()
        place = start
      }
      const last = userStarts[anchor + 1] ?? 0
      for (let at = userStarts[anchor] ?? 0; at < last; at++) {
        const option = users[at] ?? 0
        if (floating[options.patterns[option] ?? 0] === 1) visitFloating(start, option)
        else if (start < span.to && isPossible(option, start, length - 1)) insert(pending, option)
      }
    })
    tryPending()
    if (later.length > 0) {
      let done = -1
      for (const key of Float64Array.from(later).toSorted()) {
        if (key === done) continue
        done = key
        tryAt(Math.floor(key / options.sources.length), key % options.sources.length)
      }
    }
    return hits
  }
}
