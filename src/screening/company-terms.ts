import type { Span } from './hits.ts'
import { tablesOf } from './matcher/bytes.ts'
import { matcherOf } from './matcher/matcher.ts'
import type { CompiledTerms, Term } from './terms.ts'
import { termFinding } from './terms.ts'
import type { Finding } from './types.ts'
import type { View } from './view.ts'

/** A place in the original text where a term allows what stands there. */
export type Allowed = { start: number; end: number }

/**
 * Finds company terms in part of a view of `text`: findings of denied ones that no allowed one covers, and places of
 * allowed ones, both in order.
 */
export type TermFinder = (view: View, span: Span, text: string) => { findings: Finding[]; allowed: Allowed[] }

/** Terms that begin so far before the span, or behind it, may still cover what is in it; they are 40 units at most. */
const REACH = 64

/** Tells whether one of the places, in order of their start, covers all of another: from end to end. */
export const coverOf = (places: readonly Allowed[]): ((one: Allowed) => boolean) => {
  let furthest = -1
  const reach = places.map(({ end }) => (furthest = Math.max(furthest, end)))
  return ({ start, end }) => {
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((places[middle]?.start ?? 0) <= start) low = middle + 1
      else high = middle
    }
    return (reach[low - 1] ?? -1) >= end
  }
}

/** Makes the finder. Every place of a denied term is told; merging makes one finding of those that overlap. */
export const createTermFinder = ({ matcher: bytes, terms }: CompiledTerms): TermFinder => {
  const matcher = matcherOf(tablesOf(bytes))

  return ({ codes, length, starts, ends }, span, text) => {
    const denied: { term: Term; start: number; end: number }[] = []
    const allowed: Allowed[] = []
    const part = { codes, from: Math.max(0, span.from - REACH), to: Math.min(length, span.to + REACH) }
    matcher.scan(part, (id, from, to) => {
      const term = terms[id]
      if (term === undefined) return
      const place = { start: starts[from] ?? 0, end: ends[to - 1] ?? 0 }
      if (term.effect === 'allow') allowed.push(place)
      else if (from >= span.from && from < span.to) denied.push({ term, ...place })
    })
    const isAllowed = coverOf(allowed)
    return {
      allowed,
      findings: denied.flatMap(({ term, start, end }) =>
        isAllowed({ start, end }) ? [] : [termFinding(term, { start, end, text })],
      ),
    }
  }
}
