import { quoteOf } from './quote.ts'
import type { Finding, Severity } from './types.ts'

const weight: Record<Severity, number> = { block: 2, warn: 1, note: 0 }

const overlaps = (a: Finding, b: Finding): boolean => a.start < b.end && b.start < a.end

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A total order: by place, the longer first, then by everything that a finding says. */
const byPlace = (a: Finding, b: Finding): number =>
  a.start - b.start ||
  b.end - a.end ||
  weight[b.severity] - weight[a.severity] ||
  compare(a.category, b.category) ||
  compare(a.rule, b.rule) ||
  compare(a.why, b.why) ||
  compare(a.advice, b.advice)

/** The graver one of two findings about the same words; of equals the longer, then the earlier rule id. */
const graver = (a: Finding, b: Finding): Finding => {
  if (weight[a.severity] !== weight[b.severity]) return weight[a.severity] > weight[b.severity] ? a : b
  if (a.end - a.start !== b.end - b.start) return a.end - a.start > b.end - b.start ? a : b
  if (a.rule !== b.rule) return a.rule < b.rule ? a : b
  return byPlace(a, b) <= 0 ? a : b
}

/** Pieces of one claim stand at most this many units apart. */
const MAX_GAP = 4

/** A claim is no longer than this; what is longer is repetition. */
const MAX_CLAIM = 80

/** Ends a clause: punctuation of either width, line breaks. */
const CLAUSE_END = /[，。！？；：、,.!?;:\n\r|｜…—]/

/** Two places are pieces of one claim where they overlap, or hardly anything and no end of a clause lies between. */
const belong = (a: Finding, b: Finding, text: string): boolean => {
  if (a.category !== b.category || a.severity !== b.severity) return false
  if (Math.max(a.end, b.end) - Math.min(a.start, b.start) > MAX_CLAIM) return false
  const gap = text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start))
  return overlaps(a, b) || (gap.length <= MAX_GAP && !CLAUSE_END.test(gap))
}

const widened = (finding: Finding, start: number, end: number, text: string): Finding => {
  if (finding.start === start && finding.end === end) return finding
  const excerpt = text.slice(start, end)
  const quote = (sentence: string): string => sentence.replaceAll(`“${quoteOf(finding.excerpt)}”`, () => `“${quoteOf(excerpt)}”`)
  return { ...finding, start, end, excerpt, why: quote(finding.why), advice: quote(finding.advice) }
}

/**
 * Makes one finding out of the pieces of one claim: findings of the same category and severity that overlap or stand
 * side by side in a clause. The graver (of equals the longer) piece speaks for the whole.
 *
 * @param text the text in which the findings lie
 */
export const joinPieces = (findings: readonly Finding[], text: string): Finding[] => {
  const last = new Map<string, number>()
  const joined: Finding[] = []
  for (const finding of findings.toSorted(byPlace)) {
    const key = `${finding.category} ${finding.severity}`
    const index = last.get(key)
    const known = index === undefined ? undefined : joined[index]
    if (index === undefined || known === undefined || !belong(known, finding, text)) {
      last.set(key, joined.push(finding) - 1)
      continue
    }
    const start = Math.min(known.start, finding.start)
    joined[index] = widened(graver(known, finding), start, Math.max(known.end, finding.end), text)
  }
  return joined.toSorted(byPlace)
}

/** The two furthest ends of findings so far, of different categories. */
type Furthest = { category: string; end: number; otherEnd: number }

/** Whether a finding of another category overlaps, for findings that are ordered by start; linear after the order. */
const isCoveredByOther = (ordered: readonly Finding[]): ((finding: Finding) => boolean) => {
  const furthest: Furthest[] = []
  let last: Furthest = { category: '', end: -1, otherEnd: -1 }
  for (const { category, end } of ordered) {
    if (category === last.category) last = { ...last, end: Math.max(last.end, end) }
    else if (end > last.end) last = { category, end, otherEnd: last.end }
    else last = { ...last, otherEnd: Math.max(last.otherEnd, end) }
    furthest.push(last)
  }
  return ({ category, start, end }) => {
    // The last finding that begins before this one ends.
    let low = 0
    let high = ordered.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((ordered[middle]?.start ?? 0) < end) low = middle + 1
      else high = middle
    }
    const reach = furthest[low - 1]
    if (reach === undefined) return false
    return (reach.category === category ? reach.otherEnd : reach.end) > start
  }
}

/**
 * Reports one sin once: overlapping findings of one category become one, and a finding of a yielding rule goes where
 * another category covers the same words. The result is ordered by place and the same for every order of the input.
 */
export const mergeFindings = (findings: readonly Finding[], yielding: ReadonlySet<string>): Finding[] => {
  const isCovered = isCoveredByOther(findings.toSorted((a, b) => a.start - b.start))
  const kept = findings.filter((finding) => !yielding.has(finding.rule) || !isCovered(finding))
  const last = new Map<string, number>()
  const merged: Finding[] = []
  for (const finding of kept.toSorted(byPlace)) {
    const index = last.get(finding.category)
    const known = index === undefined ? undefined : merged[index]
    if (index !== undefined && known !== undefined && overlaps(known, finding)) {
      merged[index] = graver(known, finding)
    } else {
      last.set(finding.category, merged.push(finding) - 1)
    }
  }
  return merged.toSorted(byPlace)
}
