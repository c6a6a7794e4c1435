import { z } from 'zod'
import { mayDo } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { alreadyClaimed, releaseRefused } from './problems.ts'
import { releaseClaim } from './release-claim.ts'
import { defineOperation, personOf } from './scope.ts'

export const releaseReview = defineOperation({
  name: 'content.release-review',
  summary: { zh: '把领取的审核放回队列', en: 'Put a claimed review back into the queue' },
  effect: 'change',
  // The holder needs no right but the claim; the gate below knows the one other person who may.
  permission: 'signed-in',
  records: ['review.released'],
  input: z.object({ reviewId: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { reviewId }) => {
    const person = personOf(ctx)
    const review = await ctx.db
      .selectFrom('material_review')
      .select(['level', 'state', 'reviewer_id', 'obligation_id'])
      .where('id', '=', reviewId)
      .executeTakeFirst()
    const mayOversee = mayDo(ctx.actor, 'content.configure')
    const holds = review?.reviewer_id === person.id
    if (review === undefined || review.level === 'self' || (!holds && !mayOversee)) throw notFound()
    if (!holds && !(await isOverdue(ctx.db, review.obligation_id, ctx.now))) throw releaseRefused()
    if (!(await releaseClaim(ctx, reviewId, review.reviewer_id))) throw alreadyClaimed()
    return {}
  },
})

const isOverdue = async (
  db: Parameters<typeof releaseClaim>[0]['db'],
  obligationId: string | null,
  now: Date,
): Promise<boolean> => {
  if (obligationId === null) return false
  const obligation = await db
    .selectFrom('obligation')
    .select(['state', 'due_at'])
    .where('id', '=', obligationId)
    .executeTakeFirst()
  return obligation?.state === 'open' && obligation.due_at < now
}
