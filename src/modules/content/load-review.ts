import { notFound } from '../../kernel/errors.ts'
import { findMaterial, lockMaterial, type Material, writersOf } from './material-store.ts'
import { reviewNotOpen } from './problems.ts'
import { hasReviewRight } from './reader-scope.ts'
import type { HolderFacts } from './review-gate.ts'
import { type ContentContext, personOf } from './scope.ts'
import type { ReviewState } from './tables.ts'

/** A review of the department or legal, with everything that its gates ask for. */
export type LoadedReview = {
  id: string
  level: 'department' | 'legal'
  state: ReviewState
  obligationId: string | null
  submission: { id: string; version: number; digest: string; submittedBy: string }
  material: Material
  facts: HolderFacts
}

/**
 * Loads a review for a decision about it, and locks its material and the review itself.
 * @throws Problem `record.not-found` when it does not exist or the actor may not see its material,
 * `review.not-open` when it was decided or withdrawn
 */
export const lockReview = async (ctx: ContentContext, id: string): Promise<LoadedReview> => {
  const { material_id: materialId } = await findRow(ctx, id)
  // First the lock, then the state: it may have changed while we waited.
  const material = await lockMaterial(ctx, materialId)
  // Claiming and putting back do without the material's lock: this one keeps the review in the hands that decide it.
  await ctx.db.selectFrom('material_review').select('id').where('id', '=', id).forUpdate().execute()
  return complete(ctx, id, material)
}

/** The same without the lock, for claiming, where one conditional update decides. */
export const findReview = async (ctx: ContentContext, id: string): Promise<LoadedReview> => {
  const { material_id: materialId } = await findRow(ctx, id)
  return complete(ctx, id, await findMaterial(ctx, materialId))
}

const findRow = async ({ db }: ContentContext, id: string) => {
  const row = await db
    .selectFrom('material_review as review')
    .innerJoin('material_submission as submission', 'submission.id', 'review.submission_id')
    .select([
      'review.level',
      'review.state',
      'review.department_id',
      'review.reviewer_id',
      'review.obligation_id',
      'submission.id as submission_id',
      'submission.material_id',
      'submission.version',
      'submission.digest',
      'submission.submitted_by',
    ])
    .where('review.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

const complete = async (ctx: ContentContext, id: string, material: Material): Promise<LoadedReview> => {
  const row = await findRow(ctx, id)
  // The author's own check is no review that anybody claims.
  if (row.level === 'self') throw notFound()
  if (row.state !== 'waiting' && row.state !== 'claimed') throw reviewNotOpen()
  const decided = await ctx.db
    .selectFrom('material_review as review')
    .innerJoin('material_submission as submission', 'submission.id', 'review.submission_id')
    .select('review.reviewer_id')
    .where('submission.material_id', '=', material.id)
    .where('submission.version', '=', row.version)
    .where('review.level', 'not in', ['self', row.level])
    .where('review.state', 'in', ['approved', 'returned'])
    .execute()
  return {
    id,
    level: row.level,
    state: row.state,
    obligationId: row.obligation_id,
    submission: { id: row.submission_id, version: row.version, digest: row.digest, submittedBy: row.submitted_by },
    material,
    facts: {
      personId: personOf(ctx).id,
      hasRight: hasReviewRight(ctx.actor, { level: row.level, departmentId: row.department_id }),
      writerIds: await writersOf(ctx.db, { ...material, version: row.version }),
      otherLevelReviewerIds: decided.flatMap(({ reviewer_id: reviewer }) => (reviewer === null ? [] : [reviewer])),
      holderId: row.reviewer_id,
    },
  }
}
