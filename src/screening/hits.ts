import { bytesFrom, listsOf, numbersFrom } from './base64.ts'
import type { Gate } from './gate.ts'
import { gateOf, isOpen } from './gate.ts'
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

/** One way to match a pattern: an expression that is tried at the places that its anchors tell. */
type Option = {
  rule: number
  pattern: number
  source: string
  /** Compiled when it is first tried: most are never. */
  expression: RegExp | null
  /** Where anchors stand behind the beginning of a match: so many units at least and at most. */
  from: number
  to: number
  gates: Window[]
}

/** One of the words of the gate must begin so many units after the match. */
type Window = { gate: () => Gate; from: number; to: number }

type Sources = Pick<CompiledPacks, 'rules' | 'approaches'>

/** Made when it is first looked at: a short text looks at few. */
const lazyGate = (words: string): (() => Gate) => {
  let gate: Gate | null = null
  return () => (gate ??= gateOf(words.split(' ')))
}

const windowsOf = (numbers: Int32Array, gates: readonly (() => Gate)[]): Window[] => {
  const windows: Window[] = []
  for (let at = 0; at + 2 < numbers.length; at += 3) {
    const gate = gates[numbers[at] ?? -1]
    if (gate !== undefined) windows.push({ gate, from: numbers[at + 1] ?? 0, to: numbers[at + 2] ?? 0 })
  }
  return windows
}

const readOptions = ({ rules, approaches }: Sources): { options: Option[]; patterns: number } => {
  const gates = approaches.gates.map(lazyGate)
  const count = rules.reduce((sum, rule) => sum + rule.patterns.reduce((all, { length }) => all + length, 0), 0)
  const { starts, items } = listsOf(numbersFrom(approaches.places), count)
  const options: Option[] = []
  let patterns = 0
  rules.forEach((rule, index) => {
    for (const sources of rule.patterns) {
      for (const source of sources) {
        const own = items.subarray(starts[options.length], starts[options.length + 1])
        options.push({
          rule: index,
          pattern: patterns,
          source,
          expression: null,
          from: own[0] ?? 0,
          to: own[1] ?? 0,
          gates: windowsOf(own.subarray(2), gates),
        })
      }
      patterns++
    }
  })
  return { options, patterns }
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

/**
 * Builds the finder. One scan finds the anchors of all options of all patterns; an expression is only tried at the places
 * that its own anchors tell, and only where the words of its gate follow, so that the cost follows the text and not the
 * number of rules. What is found is what each pattern alone would find from left to right, without overlaps.
 */
export const createHitFinder = (sources: Sources): HitFinder => {
  const { options, patterns } = readOptions(sources)
  const tables = tablesOf(bytesFrom(sources.approaches.anchors))
  const matcher = matcherOf(tables)
  const { starts: userStarts, items: users } = listsOf(numbersFrom(sources.approaches.users), tables.twins.length)
  /** Patterns of which an option begins before its anchor: their places do not come in order. */
  const floating = new Uint8Array(patterns)
  for (const { pattern, to } of options) if (to > 0) floating[pattern] = 1
  const free = new Int32Array(patterns)

  return (view, span) => {
    const { codes, length } = view
    const hits: Hit[] = []
    const pending: number[] = []
    const later: number[] = []
    let place = -1
    free.fill(0)

    const tryAt = (start: number, option: Option): void => {
      if (start < (free[option.pattern] ?? 0)) return
      const expression = (option.expression ??= new RegExp(option.source, 'y'))
      expression.lastIndex = start
      if (!expression.test(view.text)) return
      free[option.pattern] = expression.lastIndex
      hits.push({ rule: option.rule, start, end: expression.lastIndex })
    }

    const tryPending = (): void => {
      for (const id of pending) {
        const option = options[id]
        if (option !== undefined) tryAt(place, option)
      }
      pending.length = 0
    }

    const isPossible = ({ gates }: Option, start: number): boolean => {
      for (const { gate, from, to } of gates) {
        if (!isOpen(gate(), codes, start + from, Math.min(start + to, length - 1))) return false
      }
      return true
    }

    const visit = (anchor: number, id: number): void => {
      const option = options[id]
      if (option === undefined) return
      if (floating[option.pattern] === 0) {
        if (anchor < span.to && isPossible(option, anchor)) insert(pending, id)
        return
      }
      const last = Math.min(span.to - 1, anchor - option.from)
      for (let start = Math.max(span.from, anchor - option.to); start <= last; start++) {
        if (isPossible(option, start)) later.push(start * options.length + id)
      }
    }

    const part = { codes, from: span.from, to: Math.min(length, span.to + REACH) }
    matcher.scan(part, (anchor, start) => {
      if (start !== place) {
        tryPending()
        place = start
      }
      const end = userStarts[anchor + 1] ?? 0
      for (let at = userStarts[anchor] ?? 0; at < end; at++) visit(start, users[at] ?? -1)
    })
    tryPending()
    if (later.length > 0) {
      let done = -1
      for (const key of Float64Array.from(later).toSorted()) {
        if (key === done) continue
        done = key
        const option = options[key % options.length]
        if (option !== undefined) tryAt(Math.floor(key / options.length), option)
      }
    }
    return hits
  }
}
