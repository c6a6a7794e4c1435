import { defineGate } from '../../kernel/gate.ts'
import type { Severity } from '../../screening/types.ts'

/** A machine finding as the reviews see it. */
export type OpenFinding = {
  id: string
  severity: Severity
  answered: boolean
  overruled: boolean
  /** Stands for a second opinion. It may come after the author's own check; then the reviewers alone judge it. */
  ofOpinion?: boolean
}

/** What decides whether a person may review at all. */
export type ReviewerFacts = {
  personId: string
  /** Holds the right of this level, and at department level for this department. */
  hasRight: boolean
  /** The author and everybody who ever saved a version of the material up to this one. */
  writerIds: readonly string[]
  /** Who decided another level of this version. */
  otherLevelReviewerIds: readonly string[]
}

export type HolderFacts = ReviewerFacts & {
  /** Who claimed the review; null when nobody did. */
  holderId: string | null
}

export type ApprovalFacts = HolderFacts & {
  level: 'department' | 'legal'
  /** Digest of what the reviewer had on screen, of what was submitted, and of the latest version. */
  seenDigest: string
  submittedDigest: string
  currentDigest: string
  findings: readonly OpenFinding[]
  /** Ids of the findings that this approval overrules, each with a reason. */
  overrules: readonly string[]
}

type Requirements<Facts> = Parameters<typeof defineGate<Facts>>[0]

const reviewerRequirements: Requirements<ReviewerFacts> = [
  {
    code: 'review.right',
    otherwise: 'deny',
    sentence: {
      zh: '您的岗位不能处理这一级审核，或该物料不属于您的部门。',
      en: 'Your post does not decide this level, or the material belongs to another department.',
    },
    holds: ({ hasRight }) => hasRight,
  },
  {
    code: 'review.own-work',
    otherwise: 'deny',
    sentence: {
      zh: '您参与了这份物料的撰写，不能审核自己的内容，请由他人审核。',
      en: 'You wrote at this material; nobody reviews their own work. Somebody else has to.',
    },
    holds: ({ personId, writerIds }) => !writerIds.includes(personId),
  },
  {
    code: 'review.two-levels',
    otherwise: 'deny',
    sentence: {
      zh: '您已审核过这一版本的另一级，同一人不能审核两级。',
      en: 'You decided another level of this version; one person does not decide two.',
    },
    holds: ({ personId, otherLevelReviewerIds }) => !otherLevelReviewerIds.includes(personId),
  },
]

const holderRequirements: Requirements<HolderFacts> = [
  ...reviewerRequirements,
  {
    code: 'review.claim',
    otherwise: 'deny',
    sentence: { zh: '请先领取这项审核，再作决定。', en: 'Claim this review first, then decide it.' },
    holds: ({ personId, holderId }) => holderId === personId,
  },
]

/** May this person take this review? (CNT-1, ACC-2) */
export const claimGate = defineGate(reviewerRequirements)

/** May this person send it back? The reason itself is demanded by the input. */
export const returnGate = defineGate(holderRequirements)

/** May this person let it pass at this level, overruling these findings? (CNT-1, CNT-2, ACC-2) */
export const approvalGate = defineGate<ApprovalFacts>([
  ...holderRequirements,
  {
    code: 'review.digest',
    otherwise: 'deny',
    sentence: {
      zh: '物料内容与您看到的不一致，请刷新后重新审阅。',
      en: 'The material is not what you had on screen; reload and read it again.',
    },
    holds: ({ seenDigest, submittedDigest, currentDigest }) =>
      seenDigest === submittedDigest && submittedDigest === currentDigest,
  },
  {
    code: 'review.unanswered',
    otherwise: 'deny',
    sentence: {
      zh: '还有 {count} 处命中没有作者的说明，请退回由作者补充。',
      en: '{count} findings have no answer of the author; return it to have them answered.',
    },
    holds: ({ findings }) => unanswered(findings.filter(isMachines)) === 0,
    params: ({ findings }) => ({ count: unanswered(findings.filter(isMachines)) }),
  },
  {
    code: 'review.overrule-unknown',
    otherwise: 'deny',
    sentence: {
      zh: '要放行的命中不存在、无需放行或已被放行，请刷新后重试。',
      en: 'A finding to overrule does not exist, needs no overruling or was overruled already; reload and try again.',
    },
    holds: ({ findings, overrules }) => {
      const open = new Set(findings.filter(isOpen).map(({ id }) => id))
      return new Set(overrules).size === overrules.length && overrules.every((id) => open.has(id))
    },
  },
  {
    code: 'review.block-needs-legal',
    otherwise: 'deny',
    sentence: {
      zh: '“禁止”级命中只能由法务说明理由后放行，部门审核不能放行。',
      en: 'Only legal may overrule a finding of the grade "block", with a reason.',
    },
    holds: ({ level, findings, overrules }) =>
      level === 'legal' || !findings.some(({ id, severity }) => severity === 'block' && overrules.includes(id)),
  },
  {
    code: 'review.not-overruled',
    otherwise: 'deny',
    sentence: {
      zh: '还有 {count} 处命中未处理：请逐条说明放行理由，或退回作者修改。',
      en: '{count} findings are still open: give a reason to overrule each, or return the material.',
    },
    // The department may leave a warning to legal; after legal nobody looks again.
    holds: (facts) => facts.level === 'department' || leftOpen(facts) === 0,
    params: (facts) => ({ count: leftOpen(facts) }),
  },
])

const isMachines = ({ ofOpinion }: OpenFinding): boolean => ofOpinion !== true

const needsAnswer = ({ severity }: OpenFinding): boolean => severity !== 'note'

const isOpen = (finding: OpenFinding): boolean => needsAnswer(finding) && !finding.overruled

/** How many findings the author has yet to answer; a note needs none. */
export const unanswered = (findings: readonly OpenFinding[]): number =>
  findings.filter((finding) => needsAnswer(finding) && !finding.answered).length

const leftOpen = ({ findings, overrules }: ApprovalFacts): number =>
  findings.filter((finding) => isOpen(finding) && !overrules.includes(finding.id)).length
