import type { RecordedEvent } from '../../kernel/context.ts'
import type { ContentDatabase } from './scope.ts'

/** What it uses of a context; another module's transaction will do. */
type Work = { db: ContentDatabase; record: (event: RecordedEvent<'review.released'>) => void }

/**
 * Puts a claimed review back into the queue, if this person still holds it. The deadline runs on.
 * @returns whether it did
 */
export const releaseClaim = async (
  ctx: Work,
  reviewId: string,
  holderId: string | null,
): Promise<boolean> => {
  const review = await ctx.db
    .updateTable('material_review')
    .set({ state: 'waiting', reviewer_id: null, claimed_at: null })
    .where('id', '=', reviewId)
    .where('state', '=', 'claimed')
    .where('level', '<>', 'self')
    .where('reviewer_id', '=', holderId)
    .returning(['submission_id', 'level'])
    .executeTakeFirst()
  if (review === undefined) return false
  const submission = await ctx.db
    .selectFrom('material_submission')
    .select(['material_id', 'version', 'digest'])
    .where('id', '=', review.submission_id)
    .executeTakeFirstOrThrow()
  ctx.record({
    type: 'review.released',
    subject: { kind: 'material', id: submission.material_id },
    detail: { reviewId, level: review.level, version: submission.version, digest: submission.digest, holderId },
  })
  return true
}
