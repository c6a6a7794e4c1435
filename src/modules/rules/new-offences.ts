import type { CheckResult, Finding, Severity } from '../../screening/types.ts'
import type { KnownFinding } from './ports.ts'

const weight: Record<Severity, number> = { note: 0, warn: 1, block: 2 }

/**
 * The findings of a live publication for which somebody has to answer (CNT-7): those that stop it or need a person, and
 * that nobody has answered yet. A finding of the same rule on the same words that was answered at the review, or raised
 * by an earlier re-check, is known, unless it has become graver since.
 */
export const newOffences = ({ findings }: CheckResult, known: readonly KnownFinding[]): readonly Finding[] =>
  findings.filter(
    (finding) =>
      finding.severity !== 'note' &&
      !known.some(
        ({ rule, severity, start, end }) =>
          rule === finding.rule &&
          weight[severity] >= weight[finding.severity] &&
          start < finding.end &&
          finding.start < end,
      ),
  )
