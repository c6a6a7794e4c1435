import type { PassedLevel } from './publish-gate.ts'
import { passedByThree } from './publish-gate.ts'

/** Everything that is on record about one publication, as the rows say it. */
export type PublicationTrail = {
  publicationDigest: string
  approvalDigest: string
  submissionDigest: string
  /** Computed from the stored text just now. */
  recomputedDigest: string
  passed: readonly (PassedLevel & { decidedAt: Date })[]
  writerIds: readonly string[]
  approvedAt: Date
  recordedAt: Date
  /** Levels whose decision over this digest the ledger holds. */
  levelsInLedger: readonly string[]
}

export type TrailFlaw = 'digest' | 'people' | 'order' | 'ledger'

const levels = ['self', 'department', 'legal']

/**
 * What is wrong with the record of a publication; empty when it went through all three levels. It believes no single
 * row: the text must still give the digest that was approved, three people must have passed it in order, and the
 * ledger must know of each of them.
 */
export const flawsOf = (trail: PublicationTrail): readonly TrailFlaw[] => {
  const flaws: TrailFlaw[] = []
  const digests = [trail.publicationDigest, trail.approvalDigest, trail.submissionDigest, trail.recomputedDigest]
  if (new Set(digests).size !== 1) flaws.push('digest')
  if (!passedByThree(trail.passed, trail.writerIds)) flaws.push('people')
  const moments = levels.map((level) => trail.passed.find((review) => review.level === level)?.decidedAt.getTime())
  const steps = [...moments, trail.approvedAt.getTime(), trail.recordedAt.getTime()]
  const before = (index: number): number => steps[index - 1] ?? Number.NEGATIVE_INFINITY
  if (steps.some((at, index) => at === undefined || at < before(index))) flaws.push('order')
  if (!levels.every((level) => trail.levelsInLedger.includes(level))) flaws.push('ledger')
  return flaws
}
