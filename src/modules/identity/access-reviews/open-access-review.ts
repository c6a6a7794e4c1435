import { beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { newId } from '../../../kernel/id.ts'
import { administratorPost, headPost } from '../posts/posts-gate.ts'
import { defineJob, type IdentityContext } from '../scope.ts'
import { findUnused, type PostUse } from '../unused-rights/unused-rights.ts'
import { useFacts } from '../unused-rights/use-facts.ts'
import { closeAccessReviewJob } from './close-access-review.ts'
import { reviewerOf } from './divide.ts'
import { quarterOf, quarterTitle } from './quarter.ts'

/** Working days within which posts are confirmed or withdrawn. */
const reviewWithin = 10

/**
 * Opens the access review of a quarter on its first working day, or later where the server was not running that day. A
 * company that was set up within the quarter begins with the next.
 */
export const openAccessReview = defineJob({
  name: 'identity.open-access-review',
  schedule: '5 9 * * *',
  run: async (ctx) => {
    const { name: quarter, firstDay, firstWorkingDay } = quarterOf(ctx.now)
    if (beijingDate(ctx.now) < firstWorkingDay) return
    const company = await ctx.db.selectFrom('company').select('set_up_at').executeTakeFirst()
    if (company === undefined || beijingDate(company.set_up_at) >= firstDay) return
    const done = await ctx.db.selectFrom('access_review').select('id').where('quarter', '=', quarter).executeTakeFirst()
    if (done !== undefined) return
    await openReview(ctx, quarter)
  },
})

const openReview = async (ctx: IdentityContext, quarter: string): Promise<void> => {
  const named = ctx.ports.operations().map(({ permission }) => permission)
  const { held } = findUnused(await useFacts(ctx.db, { named, now: ctx.now }))
  const parts = await divided(ctx, held)
  if (parts.size === 0) return
  const reviewId = newId(ctx.now.getTime())
  let dueAt = ctx.now
  const called = quarterTitle(quarter)
  const opened: { id: string; departmentId: string | null; obligationId: string }[] = []
  for (const departmentId of parts.keys()) {
    const id = newId(ctx.now.getTime())
    const obligation = await ctx.obligations.open({
      kind: 'identity.access-review',
      title: { zh: `完成 ${called.zh}岗位复核`, en: `Complete the access review of ${called.en}` },
      subject: { kind: 'access-review-part', id },
      owner: departmentId === null ? { post: administratorPost } : { post: headPost, departmentId },
      escalateTo: { post: administratorPost },
      term: { workingDays: reviewWithin },
      link: '/access-review',
    })
    dueAt = obligation.dueAt
    opened.push({ id, departmentId, obligationId: obligation.id })
  }
  await ctx.db
    .insertInto('access_review')
    .values({ id: reviewId, quarter, opened_at: ctx.now, due_at: dueAt, closed_at: null })
    .execute()
  for (const { id, departmentId, obligationId } of opened) {
    await ctx.db
      .insertInto('access_review_part')
      .values({ id, review_id: reviewId, department_id: departmentId, obligation_id: obligationId })
      .execute()
    await insertItems(ctx, id, parts.get(departmentId) ?? [])
  }
  ctx.record({
    type: 'access-review.opened',
    subject: { kind: 'access-review', id: reviewId },
    detail: { quarter, dueAt: dueAt.toISOString(), parts: opened.length, posts: held.length },
  })
  await ctx.enqueue(closeAccessReviewJob, {}, { startAfter: new Date(dueAt.getTime() + 1), key: reviewId })
}

/** The posts by the department whose heads decide; null for the security administrators. */
const divided = async (ctx: IdentityContext, held: readonly PostUse[]): Promise<Map<string | null, PostUse[]>> => {
  const people = await ctx.db.selectFrom('person').select(['id', 'department_id']).where('state', '=', 'active').execute()
  const reviewed = people.map(({ id, department_id: departmentId }) => ({
    personId: id,
    departmentId,
    active: true,
    posts: held.filter(({ personId }) => personId === id).map(({ post }) => post),
  }))
  const byId = new Map(reviewed.map((person) => [person.personId, person]))
  const reviewer = reviewerOf(reviewed)
  const parts = new Map<string | null, PostUse[]>()
  for (const one of held) {
    const person = byId.get(one.personId)
    if (person === undefined) continue
    const part = reviewer(person, one.post)
    parts.set(part, [...(parts.get(part) ?? []), one])
  }
  return parts
}

/** Rows of one statement; a statement has at most 65,535 parameters. */
const rowsAtOnce = 1000

const insertItems = async (ctx: IdentityContext, partId: string, items: readonly PostUse[]): Promise<void> => {
  for (let from = 0; from < items.length; from += rowsAtOnce) {
    await ctx.db
      .insertInto('access_review_item')
      .values(
        items.slice(from, from + rowsAtOnce).map(({ personId, post, since, lastUsedAt, unused }) => ({
          id: newId(ctx.now.getTime()),
          part_id: partId,
          person_id: personId,
          post,
          since,
          last_used_at: lastUsedAt,
          unused,
          decision: null,
          decided_by: null,
          decided_at: null,
          reason: null,
        })),
      )
      .execute()
  }
}
