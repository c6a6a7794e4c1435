import { materialLink } from './material-link.ts'
import type { Material } from './material-store.ts'
import type { ContentContext } from './scope.ts'
import { endSubmission, openSubmission } from './submission-store.ts'

/**
 * Ends the round that is running, if any, because the text it was about is no more: reviews are withdrawn, deadlines
 * cancelled, and whoever had claimed one is told.
 * @param cause kept with the obligation, at most 500 characters
 */
export const withdrawRound = async (ctx: ContentContext, material: Material, cause: string): Promise<void> => {
  const submission = await openSubmission(ctx.db, material.id)
  if (submission === undefined) return
  const reviews = await ctx.db
    .updateTable('material_review')
    .set({ state: 'withdrawn', decided_at: ctx.now, reason: cause })
    .where('submission_id', '=', submission.id)
    .where('state', 'in', ['waiting', 'claimed'])
    .returning(['id', 'level', 'reviewer_id', 'obligation_id'])
    .execute()
  for (const review of reviews) {
    if (review.obligation_id !== null) await ctx.obligations.cancel(review.obligation_id, cause)
    ctx.record({
      type: 'review.withdrawn',
      subject: { kind: 'material', id: material.id },
      detail: { reviewId: review.id, level: review.level, version: submission.version, digest: submission.digest },
    })
    if (review.reviewer_id === null || review.level === 'self') continue
    await ctx.notify(review.reviewer_id, {
      kind: 'review.withdrawn',
      sentence: {
        zh: '您领取的审核已撤回，物料有改动或已作废：《{title}》',
        en: 'A review that you claimed was withdrawn, the material was changed or discarded: {title}',
      },
      params: { title: material.fields.title },
      link: materialLink(material.id),
    })
  }
  await endSubmission(ctx, submission.id, 'withdrawn')
}
