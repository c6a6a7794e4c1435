import type { Reading } from './facts.ts'
import { SIGN_MARGIN } from './facts.ts'
import type { Span } from './hits.ts'
import { tablesOf } from './matcher/bytes.ts'
import { matcherOf } from './matcher/matcher.ts'
import { sentenceAround } from './sentence.ts'
import type { Guarded, SignReader } from './signs.ts'
import type { CompiledTerms, Term } from './terms.ts'
import type { CompiledPacks, Finding } from './types.ts'

/** A place in the original text where a term allows what stands there. */
export type Allowed = { start: number; end: number }

/** Finds company terms in part of a view: findings of denied ones, places of allowed ones, both in order. */
export type TermFinder = (reading: Reading, span: Span, text: string) => { findings: Finding[]; allowed: Allowed[] }

/** Terms that begin so far before the span may still reach into it; they are 40 units at most. */
const REACH = 64

const RULE = 'company.term'
const LAW = '本公司用语规定'

type Occurrence = { term: number; start: number; end: number }

const overlaps = (a: Occurrence, b: Occurrence): boolean => a.start < b.end && b.start < a.end

const isLonger = (a: Occurrence, b: Occurrence): boolean =>
  a.end - a.start > b.end - b.start || (a.end - a.start === b.end - b.start && a.start < b.start)

/** Whether one of the others that overlap it, all in order of start and one at each, stops the occurrence. */
const isStopped = (one: Occurrence, others: readonly Occurrence[], stops: (other: Occurrence) => boolean): boolean => {
  let low = 0
  let high = others.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((others[middle]?.start ?? 0) < one.start - REACH) low = middle + 1
    else high = middle
  }
  for (let at = low; at < others.length; at++) {
    const other = others[at]
    if (other === undefined || other.start >= one.end) return false
    if (overlaps(one, other) && stops(other)) return true
  }
  return false
}

const findingOf = (term: Term, start: number, end: number, text: string): Finding => {
  const excerpt = text.slice(start, end)
  return {
    rule: RULE,
    category: term.category ?? 'prohibited_goods',
    severity: term.severity ?? 'block',
    start,
    end,
    excerpt,
    law: LAW,
    advice: term.advice ?? '删去，或者换成本公司规定的说法。',
    why: (term.why ?? '“{hit}”是本公司规定不得使用的词。').replaceAll('{hit}', excerpt),
  }
}

type Sources = Pick<CompiledPacks, 'rules'>

/** Phrases of the packs that are never what they seem (第一次, 最近): those that absolute terms are let off for. */
const protectedPhrases = ({ rules }: Sources, { guard }: SignReader): Guarded[] =>
  [...new Set(rules.flatMap(({ exemptible, allow }) => (exemptible && allow !== undefined ? [allow] : [])))].map((source) =>
    guard(source, 'g'),
  )

/** Makes the finder. Longest wins among denied terms; an allowed term or a protected phrase that overlaps wins over them. */
export const createTermFinder = ({ matcher: bytes, terms }: CompiledTerms, packs: Sources, reader: SignReader): TermFinder => {
  const matcher = matcherOf(tablesOf(bytes))
  const phrases = protectedPhrases(packs, reader)

  const isProtected = ({ view, signsAround }: Reading, { start, end }: Occurrence): boolean => {
    const sentence = sentenceAround(view, start, end)
    const signs = signsAround(sentence.start, sentence.end)
    const from = Math.max(0, start - SIGN_MARGIN)
    return phrases.some(({ id, expression }) => {
      if (!signs.may(id, from, end + SIGN_MARGIN)) return false
      return Array.from(view.text.slice(from, end + SIGN_MARGIN).matchAll(expression)).some(
        ({ index, 0: { length } }) => from + index < end && from + index + length > start,
      )
    })
  }

  return (reading, span, text) => {
    const { codes, length, starts, ends } = reading.view
    const denied: Occurrence[] = []
    const allowed: Occurrence[] = []
    const part = { codes, from: Math.max(0, span.from - REACH), to: Math.min(length, span.to + REACH) }
    matcher.scan(part, (term, start, end) => {
      const list = terms[term]?.effect === 'allow' ? allowed : denied
      // At each place the longest: a later one at the same place is longer.
      if (list.at(-1)?.start === start) list.pop()
      list.push({ term, start, end })
    })
    const isOwn = ({ start }: Occurrence): boolean => start >= span.from && start < span.to
    const startOf = ({ start }: Occurrence): number => starts[start] ?? 0
    const endOf = ({ end }: Occurrence): number => ends[end - 1] ?? 0
    return {
      allowed: allowed.filter(isOwn).map((one) => ({ start: startOf(one), end: endOf(one) })),
      findings: denied
        .filter((one) => isOwn(one) && !isStopped(one, denied, (other) => isLonger(other, one)))
        .filter((one) => !isStopped(one, allowed, () => true) && !isProtected(reading, one))
        .flatMap((one) => {
          const term = terms[one.term]
          return term === undefined ? [] : [findingOf(term, startOf(one), endOf(one), text)]
        }),
    }
  }
}

/** Tells whether allowed terms, in order of their start, cover all of a finding: one of them, from end to end. */
export const coverOf = (allowed: readonly Allowed[]): ((finding: Finding) => boolean) => {
  let furthest = -1
  const reach = allowed.map(({ end }) => (furthest = Math.max(furthest, end)))
  return ({ start, end }) => {
    let low = 0
    let high = allowed.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((allowed[middle]?.start ?? 0) <= start) low = middle + 1
      else high = middle
    }
    return (reach[low - 1] ?? -1) >= end
  }
}
