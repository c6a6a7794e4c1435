import type { CheckResult } from '../../screening/types.ts'
import type { CopyFinding } from './ports.ts'
import type { DryRunKind, FindingBrief, Verdict } from './tables.ts'

const gravity: Record<Verdict, number> = { allow: 0, review: 1, deny: 2 }

/** What a draft would change about one text: whether it is stopped, or goes to a person; null when nothing. */
export const changeOf = (before: Verdict, after: Verdict): DryRunKind | null => {
  if (before === after) return null
  if (after === 'deny') return 'more-stopped'
  if (before === 'deny') return 'fewer-stopped'
  return gravity[after] > gravity[before] ? 'more-reviewed' : 'fewer-reviewed'
}

type Found = CheckResult['findings'][number]

const same = (a: Found, b: Found): boolean =>
  a.rule === b.rule && a.severity === b.severity && a.start < b.end && b.start < a.end

const longestExcerpt = 200

/** A finding as a report keeps it. */
export const briefOf = ({ rule, severity, excerpt, why, law, attachment }: CopyFinding): FindingBrief => ({
  rule,
  severity,
  excerpt: excerpt.slice(0, longestExcerpt),
  why: why.slice(0, 600),
  law,
  ...(attachment === undefined ? {} : { attachment: { name: attachment.name, place: attachment.place } }),
})

const mostFindings = 20

/** The findings that only one of two checks has: what made the difference. */
export const differingFindings = (from: CheckResult, other: CheckResult): readonly Found[] =>
  from.findings.filter((finding) => !other.findings.some((one) => same(one, finding)))

/** What made the difference between two checks: the new findings where it grew stricter, else those that are gone. */
export const reasonsFor = (kind: DryRunKind, before: CheckResult, after: CheckResult): FindingBrief[] => {
  const stricter = kind === 'more-stopped' || kind === 'more-reviewed'
  const differing = stricter ? differingFindings(after, before) : differingFindings(before, after)
  return differing.slice(0, mostFindings).map(briefOf)
}
