import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { mandatoryReason } from '../fields.ts'
import { givePosts } from '../people/give-posts.ts'
import { lockPerson } from '../people/posts-of.ts'
import { lockPosts } from '../posts/lock-posts.ts'
import { reviewClosed, reviewItemDecided } from '../problems.ts'
import { defineOperation, type IdentityContext } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { reviewGate } from './review-gate.ts'

const decision = z.strictObject({
  id: z.uuid(),
  decision: z.enum(['confirmed', 'withdrawn']),
  reason: mandatoryReason.optional(),
})

export const decideAccessReview = defineOperation({
  name: 'identity.decide-access-review',
  summary: { zh: '岗位复核：逐岗确认或收回', en: 'Confirm or withdraw posts in the access review' },
  effect: 'change',
  permission: 'identity.review-posts',
  records: ['access-review.decided', 'posts.changed'],
  input: z.strictObject({ decisions: z.array(decision).min(1).max(100) }),
  output: z.object({}),
  run: async (ctx, { decisions }) => {
    const reviewer = signedIn(ctx.actor)
    await lockPosts(ctx.db)
    const items = await lockItems(ctx, decisions.map(({ id }) => id))
    if (items.length !== new Set(decisions.map(({ id }) => id)).size) throw notFound()
    if (items.some(({ closed_at: closed, due_at: due }) => closed !== null || due < ctx.now)) throw reviewClosed()
    if (items.some((item) => item.decision !== null)) throw reviewItemDecided()
    const wanted = items.flatMap((item) => {
      const found = decisions.find(({ id }) => id === item.id)
      return found === undefined ? [] : [{ ...item, decision: found.decision, reason: found.reason }]
    })
    enforce(
      reviewGate({
        reviewerId: reviewer.id,
        reviewerDepartment: reviewer.departmentId,
        administrator: mayDo(reviewer, 'identity.manage-people'),
        items: wanted.map(({ person_id: personId, department_id: departmentId, decision: chosen, reason }) => ({
          personId,
          departmentId,
          decision: chosen,
          reason,
        })),
      }),
    )
    for (const item of wanted) {
      if (item.decision === 'withdrawn') await withdraw(ctx, item)
      await ctx.db
        .updateTable('access_review_item')
        .set({ decision: item.decision, decided_by: reviewer.id, decided_at: ctx.now, reason: item.reason ?? null })
        .where('id', '=', item.id)
        .execute()
    }
    ctx.record({
      type: 'access-review.decided',
      subject: { kind: 'access-review', id: items[0]?.review_id ?? '' },
      detail: {
        decisions: wanted.map(({ person_id: person, post, decision: chosen, reason }) => ({
          person,
          post,
          decision: chosen,
          ...(reason === undefined ? {} : { reason }),
        })),
      },
    })
    for (const partId of new Set(items.map(({ part_id: id }) => id))) await meetWhenDone(ctx, partId)
    return {}
  },
})

const lockItems = (ctx: IdentityContext, ids: readonly string[]) =>
  ctx.db
    .selectFrom('access_review_item as item')
    .innerJoin('access_review_part as part', 'part.id', 'item.part_id')
    .innerJoin('access_review as review', 'review.id', 'part.review_id')
    .select(['item.id', 'item.part_id', 'item.person_id', 'item.post', 'item.decision', 'part.department_id'])
    .select(['part.review_id', 'review.closed_at', 'review.due_at'])
    .where('item.id', 'in', ids)
    .orderBy('item.id')
    .forUpdate('item')
    .execute()

type Withdrawal = { person_id: string; post: string; reason: string | undefined }

const withdraw = async (ctx: IdentityContext, { person_id: id, post, reason }: Withdrawal): Promise<void> => {
  const person = await lockPerson(ctx.db, id)
  const after = person.posts.filter((held) => held !== post)
  await givePosts(ctx, { person, before: person.posts, after, ...(reason === undefined ? {} : { reason }) })
}

const meetWhenDone = async (ctx: IdentityContext, partId: string): Promise<void> => {
  const left = await ctx.db
    .selectFrom('access_review_item')
    .select('id')
    .where('part_id', '=', partId)
    .where('decision', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (left !== undefined) return
  const { obligation_id: obligation } = await ctx.db
    .selectFrom('access_review_part')
    .select('obligation_id')
    .where('id', '=', partId)
    .executeTakeFirstOrThrow()
  await ctx.obligations.meet(obligation, { part: partId })
}
