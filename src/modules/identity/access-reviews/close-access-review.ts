import { sql } from 'kysely'
import { postsOf } from '../people/posts-of.ts'
import { lockPosts } from '../posts/lock-posts.ts'
import { postTitle, shippedMatrix } from '../posts/permission-matrix.ts'
import { administratorPost, auditorPost } from '../posts/posts-gate.ts'
import { defineJob, type IdentityContext } from '../scope.ts'
import type { ReviewDecision } from '../tables.ts'
import { lapseOf } from './divide.ts'
import { quarterTitle } from './quarter.ts'

/** The job that withdraws what nobody confirmed; it is asked for at the deadline. */
export const closeAccessReviewJob = 'identity.close-access-review'

/**
 * Closes reviews whose deadline has passed: what nobody confirmed is withdrawn, all of it in this one transaction. The
 * last security administrator stays, and becomes an obligation.
 */
export const closeAccessReview = defineJob({
  name: closeAccessReviewJob,
  schedule: '*/10 * * * *',
  run: async (ctx) => {
    await lockPosts(ctx.db)
    const due = await ctx.db
      .selectFrom('access_review')
      .select(['id', 'quarter'])
      .where('closed_at', 'is', null)
      .where('due_at', '<', ctx.now)
      .orderBy('due_at')
      .forUpdate()
      .executeTakeFirst()
    if (due !== undefined) await close(ctx, due)
  },
})

type Item = { id: string; personId: string; name: string; post: string; since: Date; held: boolean }

const close = async (ctx: IdentityContext, { id: reviewId, quarter }: { id: string; quarter: string }): Promise<void> => {
  const undecided = await undecidedOf(ctx, reviewId)
  const { lapsed, kept } = lapseOf(undecided.filter(({ held }) => held), await activeAdministrators(ctx))
  const gone = undecided.filter(({ held }) => !held)
  await withdraw(ctx, { quarter, lapsed: undecided.filter(({ id }) => lapsed.some((one) => one.id === id)) })
  await decide(ctx, lapsed, 'lapsed')
  await decide(ctx, gone, 'gone')
  if (kept !== null) {
    await decide(ctx, [kept], 'kept')
    await askForAnother(ctx, { quarter, kept: undecided.find(({ id }) => id === kept.id) ?? null })
  }
  await ctx.db.updateTable('access_review').set({ closed_at: ctx.now }).where('id', '=', reviewId).execute()
  const counts = { lapsed: lapsed.length, kept: kept === null ? 0 : 1, gone: gone.length }
  await endObligations(ctx, reviewId, counts)
  ctx.record({ type: 'access-review.closed', subject: { kind: 'access-review', id: reviewId }, detail: { quarter, ...counts } })
}

const undecidedOf = (ctx: IdentityContext, reviewId: string): Promise<Item[]> =>
  ctx.db
    .selectFrom('access_review_item as item')
    .innerJoin('access_review_part as part', 'part.id', 'item.part_id')
    .innerJoin('person', 'person.id', 'item.person_id')
    .leftJoin('person_post as held', (join) =>
      join.onRef('held.person_id', '=', 'item.person_id').onRef('held.post', '=', 'item.post').onRef('held.since', '<=', 'item.since'),
    )
    .select(['item.id', 'item.person_id as personId', 'person.name', 'item.post', 'item.since'])
    .select(sql<boolean>`held.post is not null`.as('held'))
    .where('part.review_id', '=', reviewId)
    .where('item.decision', 'is', null)
    .orderBy('item.id')
    .execute()

const activeAdministrators = async (ctx: IdentityContext): Promise<readonly string[]> => {
  const rows = await ctx.db
    .selectFrom('person_post')
    .innerJoin('person', 'person.id', 'person_post.person_id')
    .select('person.id')
    .where('person_post.post', '=', administratorPost)
    .where('person.state', '=', 'active')
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes the posts away, and puts it on record person by person. */
const withdraw = async (ctx: IdentityContext, { quarter, lapsed }: { quarter: string; lapsed: readonly Item[] }): Promise<void> => {
  const people = [...new Set(lapsed.map(({ personId }) => personId))]
  const before = await postsOf(ctx.db, people)
  const called = quarterTitle(quarter)
  const reason = `${called.zh}岗位复核到期未确认`
  for (const personId of people) {
    const removed = lapsed.filter((item) => item.personId === personId).map(({ post }) => post)
    const held = before.get(personId) ?? []
    await ctx.db.deleteFrom('person_post').where('person_id', '=', personId).where('post', 'in', removed).execute()
    const after = held.filter((post) => !removed.includes(post))
    ctx.record({
      type: 'posts.changed',
      subject: { kind: 'person', id: personId },
      detail: { before: [...held], after, added: [], removed, reason },
    })
    const titles = removed.map((post) => postTitle(shippedMatrix(), post))
    await ctx.notify(personId, {
      kind: 'access-review.lapsed',
      sentence: {
        zh: `${called.zh}岗位复核到期未确认，您的“{zh}”岗位已收回；如仍需要，请联系安全管理员`,
        en: `Nobody confirmed your post "{en}" in the access review of ${called.en}, so it was withdrawn; ask a security administrator if you need it`,
      },
      params: { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') },
    })
  }
}

const decide = async (ctx: IdentityContext, items: readonly { id: string }[], decision: ReviewDecision): Promise<void> => {
  if (items.length === 0) return
  await ctx.db
    .updateTable('access_review_item')
    .set({ decision, decided_at: ctx.now })
    .where('id', 'in', items.map(({ id }) => id))
    .execute()
}

const askForAnother = async (ctx: IdentityContext, { quarter, kept }: { quarter: string; kept: Item | null }): Promise<void> => {
  const called = quarterTitle(quarter)
  await ctx.obligations.open({
    kind: 'identity.confirm-last-administrator',
    title: {
      zh: `任命另一位安全管理员，以便复核{name}的岗位（${called.zh}到期未确认，因是最后一位而保留）`,
      en: `Appoint another security administrator to review {name} (not confirmed in ${called.en}, kept as the last one)`,
    },
    params: { name: kept?.name ?? '' },
    subject: { kind: 'person', id: kept?.personId ?? '' },
    owner: { post: administratorPost },
    escalateTo: { post: auditorPost },
    term: { workingDays: 5 },
    link: '/people',
  })
}

/** What was not decided in time was decided by the deadline: the obligations end late, and both facts stay. */
const endObligations = async (ctx: IdentityContext, reviewId: string, counts: object): Promise<void> => {
  const parts = await ctx.db
    .selectFrom('access_review_part')
    .innerJoin('obligation', 'obligation.id', 'access_review_part.obligation_id')
    .select('obligation.id')
    .where('review_id', '=', reviewId)
    .where('obligation.state', 'in', ['open', 'paused'])
    .execute()
  for (const { id } of parts) await ctx.obligations.meet(id, { closed: 'deadline', ...counts })
}
