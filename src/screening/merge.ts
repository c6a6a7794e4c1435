import type { Finding, Severity } from './types.ts'

const weight: Record<Severity, number> = { block: 2, warn: 1, note: 0 }

const overlaps = (a: Finding, b: Finding): boolean => a.start < b.end && b.start < a.end

/** The graver one of two findings about the same words; of equals the longer, then the earlier rule id. */
const graver = (a: Finding, b: Finding): Finding => {
  if (weight[a.severity] !== weight[b.severity]) return weight[a.severity] > weight[b.severity] ? a : b
  if (a.end - a.start !== b.end - b.start) return a.end - a.start > b.end - b.start ? a : b
  return a.rule <= b.rule ? a : b
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
  const ordered = kept.toSorted(
    (a, b) => a.start - b.start || b.end - a.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  )
  const last = new Map<string, number>()
  const merged: Finding[] = []
  for (const finding of ordered) {
    const index = last.get(finding.category)
    const known = index === undefined ? undefined : merged[index]
    if (index !== undefined && known !== undefined && overlaps(known, finding)) {
      merged[index] = graver(known, finding)
    } else {
      last.set(finding.category, merged.push(finding) - 1)
    }
  }
  return merged.toSorted((a, b) => a.start - b.start || a.end - b.end)
}
