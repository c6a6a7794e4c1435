import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { lockReview } from './load-review.ts'
import { reasonText } from './material-fields.ts'
import { moveTo, stepFrom } from './material-store.ts'
import { returnGate } from './review-gate.ts'
import { defineOperation } from './scope.ts'
import { materialState } from './shapes.ts'
import { endSubmission } from './submission-store.ts'
import { tellWriters } from './tell-writers.ts'

export const returnReview = defineOperation({
  name: 'content.return-review',
  summary: { zh: '退回物料并说明理由', en: 'Return a material with a reason' },
  effect: 'change',
  // Either level has a right of its own; the gate asks for the one that this review needs.
  permission: 'signed-in',
  records: ['review.returned'],
  input: z.object({ reviewId: z.uuid(), reason: reasonText }),
  output: z.object({ state: materialState }),
  run: async (ctx, { reviewId, reason }) => {
    const review = await lockReview(ctx, reviewId)
    const { level, material, submission } = review
    enforce(returnGate(review.facts))
    const state = stepFrom(ctx, material, `return-${level}`)
    await ctx.db
      .updateTable('material_review')
      .set({ state: 'returned', decided_at: ctx.now, reason })
      .where('id', '=', reviewId)
      .execute()
    if (review.obligationId !== null) {
      await ctx.obligations.meet(review.obligationId, { reviewId, decision: 'returned', digest: submission.digest })
    }
    await endSubmission(ctx, submission.id, 'returned')
    await moveTo(ctx, material.id, state)
    ctx.record({
      type: 'review.returned',
      subject: { kind: 'material', id: material.id },
      detail: { reviewId, level, version: submission.version, digest: submission.digest, reason },
    })
    await tellWriters(ctx, review, {
      kind: 'material.returned',
      sentence: { zh: '审核退回，请修改后重新提交：《{title}》', en: 'Returned, change it and submit it again: {title}' },
    })
    return { state }
  },
})
