import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { newId } from '../../kernel/id.ts'
import { type LoadedReview, lockReview } from './load-review.ts'
import { boundedText, fileDigest, reasonText } from './material-fields.ts'
import { moveTo, stepFrom } from './material-store.ts'
import { openReview } from './open-review.ts'
import { approvalGate } from './review-gate.ts'
import { type ContentContext, defineOperation, personOf } from './scope.ts'
import { materialState } from './shapes.ts'
import { endSubmission, findingsOf, type FindingRow, gateFinding, maxFindings } from './submission-store.ts'
import { tellWriters } from './tell-writers.ts'

const overrule = z.object({ findingId: z.uuid(), reason: reasonText })
type Overrule = z.output<typeof overrule>

export const approveReview = defineOperation({
  name: 'content.approve-review',
  summary: { zh: '审核通过', en: 'Approve a material at your level' },
  effect: 'change',
  // Either level has a right of its own; the gate asks for the one that this review needs.
  permission: 'signed-in',
  records: ['review.passed', 'finding.overruled', 'review.opened', 'material.approved'],
  input: z.object({
    reviewId: z.uuid(),
    /** Of what the reviewer had on screen. */
    digest: fileDigest,
    overrules: z.array(overrule).max(maxFindings).default([]),
    comment: boundedText(0, 1000).optional(),
  }),
  output: z.object({ state: materialState }),
  bodyLimit: 4 * 1024 * 1024,
  run: async (ctx, { reviewId, digest, overrules, comment }) => {
    const review = await lockReview(ctx, reviewId)
    const { level, material, submission } = review
    const findings = await findingsOf(ctx.db, submission.id)
    enforce(
      approvalGate({
        ...review.facts,
        level,
        seenDigest: digest,
        submittedDigest: submission.digest,
        currentDigest: material.digest,
        findings: findings.map(gateFinding),
        overrules: overrules.map(({ findingId }) => findingId),
      }),
    )
    const state = stepFrom(ctx, material, `approve-${level}`)
    await overruleFindings(ctx, review, findings, overrules)
    await ctx.db
      .updateTable('material_review')
      .set({ state: 'approved', decided_at: ctx.now, reason: comment ?? null })
      .where('id', '=', reviewId)
      .execute()
    if (review.obligationId !== null) {
      await ctx.obligations.meet(review.obligationId, { reviewId, decision: 'approved', digest })
    }
    ctx.record({
      type: 'review.passed',
      subject: { kind: 'material', id: material.id },
      detail: {
        reviewId,
        level,
        version: submission.version,
        digest,
        overruled: overrules.length,
        comment: comment ?? null,
      },
    })
    await moveTo(ctx, material.id, state)
    if (level === 'department') await handToLegal(ctx, review)
    else await approve(ctx, review)
    return { state }
  },
})

const overruleFindings = async (
  ctx: ContentContext,
  { level, material, submission }: LoadedReview,
  findings: readonly FindingRow[],
  overrules: readonly Overrule[],
): Promise<void> => {
  for (const { findingId, reason } of overrules) {
    await ctx.db
      .updateTable('material_finding')
      .set({
        overrule_reason: reason,
        overruled_by: personOf(ctx).id,
        overruled_at: ctx.now,
        overrule_level: level,
      })
      .where('id', '=', findingId)
      .execute()
    const finding = findings.find(({ id }) => id === findingId)
    ctx.record({
      type: 'finding.overruled',
      subject: { kind: 'material', id: material.id },
      detail: {
        findingId,
        rule: finding?.rule ?? null,
        severity: finding?.severity ?? null,
        level,
        version: submission.version,
        digest: submission.digest,
        reason,
      },
    })
  }
}

const handToLegal = async (ctx: ContentContext, { material, submission, facts }: LoadedReview): Promise<void> => {
  const excluding = [...facts.writerIds, facts.personId]
  await openReview(ctx, { material, submissionId: submission.id, level: 'legal', excluding })
}

const approve = async (ctx: ContentContext, { material, submission }: LoadedReview): Promise<void> => {
  const approvalId = newId(ctx.now.getTime())
  await ctx.db
    .insertInto('material_approval')
    .values({
      id: approvalId,
      submission_id: submission.id,
      material_id: material.id,
      version: submission.version,
      digest: submission.digest,
      approved_at: ctx.now,
      approved_by: personOf(ctx).id,
    })
    .execute()
  await endSubmission(ctx, submission.id, 'approved')
  ctx.record({
    type: 'material.approved',
    subject: { kind: 'material', id: material.id },
    detail: { approvalId, version: submission.version, digest: submission.digest },
  })
  await tellWriters(ctx, { material, submission }, {
    kind: 'material.approved',
    sentence: { zh: '已批准，可以发布：《{title}》', en: 'Approved, ready to publish: {title}' },
  })
}
