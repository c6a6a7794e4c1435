import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { findReview } from './load-review.ts'
import { alreadyClaimed } from './problems.ts'
import { claimGate } from './review-gate.ts'
import { defineOperation, personOf } from './scope.ts'

export const claimReview = defineOperation({
  name: 'content.claim-review',
  summary: { zh: '从队列领取一项审核', en: 'Claim a review from the queue' },
  effect: 'change',
  // Either level has a right of its own; the gate asks for the one that this review needs.
  permission: 'signed-in',
  records: ['review.claimed'],
  input: z.object({ reviewId: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { reviewId }) => {
    const { level, submission, material, facts } = await findReview(ctx, reviewId)
    enforce(claimGate(facts))
    ctx.used(`content.review-${level}`)
    // One statement decides who gets it, however many ask at once.
    const { numUpdatedRows } = await ctx.db
      .updateTable('material_review')
      .set({ state: 'claimed', reviewer_id: personOf(ctx).id, claimed_at: ctx.now })
      .where('id', '=', reviewId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) throw alreadyClaimed()
    ctx.record({
      type: 'review.claimed',
      subject: { kind: 'material', id: material.id },
      detail: { reviewId, level, version: submission.version, digest: submission.digest },
    })
    return {}
  },
})
