import type { Severity } from '../../screening/types.ts'
import type { CopyFinding, KnownFinding } from './ports.ts'

const weight: Record<Severity, number> = { note: 0, warn: 1, block: 2 }

/** The part of an attached document, or nothing for the text itself. */
const partOf = ({ attachment }: Pick<KnownFinding, 'attachment'>): string =>
  attachment === undefined ? '' : `${attachment.digest} ${attachment.place}`

/**
 * The findings of a live publication for which somebody has to answer (CNT-7): those that stop it or need a person, and
 * that nobody has answered yet. A finding of the same rule on the same words that was answered at the review, or raised
 * by an earlier re-check, is known, unless it has become graver since.
 */
export const newOffences = (
  findings: readonly CopyFinding[],
  known: readonly KnownFinding[],
): readonly CopyFinding[] =>
  findings.filter(
    (finding) =>
      finding.severity !== 'note' &&
      !known.some(
        (one) =>
          one.rule === finding.rule &&
          weight[one.severity] >= weight[finding.severity] &&
          partOf(one) === partOf(finding) &&
          one.start < finding.end &&
          finding.start < one.end,
      ),
  )
