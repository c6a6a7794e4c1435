import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { givesForGood } from '../people/give-posts.ts'
import { resolveOwner } from '../people/owners.ts'
import { checkedPosts, lockPerson, otherHolders } from '../people/posts-of.ts'
import { matrixInForce } from '../posts/matrix-in-force.ts'
import { type PermissionMatrix, postTitle } from '../posts/permission-matrix.ts'
import { administratorPost, auditorPost } from '../posts/posts-gate.ts'
import { postHeldAlready } from '../problems.ts'
import type { IdentityContext } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { endTemporaryPostsJob } from './end-posts.ts'
import { runningPosts } from './running-posts.ts'
import { temporaryPostGate } from './temporary-post-gate.ts'

type Asked = { personId: string; post: string; hours: number; reason: string; kind: 'given' | 'taken' }

/** Working days within which an administrator looks at what was taken in an emergency. */
const reviewWithin = 3

/**
 * Refuses a post that somebody may not hold for some hours.
 * @param actorId who gives or takes it; null while it is only asked for
 * @throws Problem `gate.refused`, `posts.unknown`, `posts.held-already`, `record.not-found`
 */
export const enforceTemporaryPost = async (
  ctx: IdentityContext,
  { personId, post, hours, kind }: Omit<Asked, 'reason'>,
  actorId: string | null,
) => {
  const person = await lockPerson(ctx.db, personId)
  const { matrix } = await matrixInForce(ctx.db)
  checkedPosts(matrix, [post])
  const temporary = await runningPosts(ctx.db, personId, ctx.now)
  if ([...person.posts, ...temporary].includes(post)) throw postHeldAlready()
  enforce(
    temporaryPostGate(matrix)({
      actorId,
      personId,
      kind,
      post,
      hours,
      lasting: person.posts,
      temporary,
      active: person.state === 'active',
      actorForGood: actorId === null || (await givesForGood(ctx)),
      otherHolders: await otherHolders(ctx.db, { personId, posts: [post], now: ctx.now }),
      emergency: matrix.posts.some(({ id, emergency }) => id === post && emergency),
    }),
  )
  return { person, matrix }
}

/**
 * Lets somebody hold a post from now for some hours, if the gate allows it: on record, told to every security
 * administrator and auditor, and over by itself.
 * @throws Problem `gate.refused`, `posts.unknown`, `posts.held-already`, `record.not-found`
 */
export const beginPost = async (ctx: IdentityContext, { personId, post, hours, reason, kind }: Asked) => {
  const actor = signedIn(ctx.actor)
  const { person, matrix } = await enforceTemporaryPost(ctx, { personId, post, hours, kind }, actor.id)
  const id = newId(ctx.now.getTime())
  const endsAt = new Date(ctx.now.getTime() + hours * 3_600_000)
  const review = kind === 'taken' ? await askForReview(ctx, { id, name: person.name, post, matrix }) : null
  await ctx.db
    .insertInto('temporary_post')
    .values({
      id,
      person_id: personId,
      post,
      kind,
      reason,
      given_by: actor.id,
      starts_at: ctx.now,
      ends_at: endsAt,
      ended_at: null,
      ended_by: null,
      obligation_id: review?.id ?? null,
      review_due_at: review?.dueAt ?? null,
      reviewed_at: null,
      reviewed_by: null,
      review_note: null,
    })
    .execute()
  ctx.record({
    type: kind === 'given' ? 'temporary-post.given' : 'temporary-post.taken',
    subject: { kind: 'person', id: personId },
    detail: { temporaryPost: id, post, hours, endsAt: endsAt.toISOString(), reason },
  })
  await ctx.enqueue(endTemporaryPostsJob, {}, { startAfter: endsAt, key: id })
  await tellWatchers(ctx, { name: person.name, personId, post, kind, reason, endsAt, matrix })
  return { id, endsAt }
}

type Review = { id: string; name: string; post: string; matrix: PermissionMatrix }

const askForReview = (ctx: IdentityContext, { id, name, post, matrix }: Review) => {
  const title = postTitle(matrix, post)
  return ctx.obligations.open({
    kind: 'identity.review-temporary-post',
    title: {
      zh: `复核{name}紧急取得“${title.zh}”岗位一事`,
      en: `Review that {name} took the post "${title.en}" in an emergency`,
    },
    params: { name },
    subject: { kind: 'temporary-post', id },
    owner: { post: administratorPost },
    escalateTo: { post: auditorPost },
    term: { workingDays: reviewWithin },
    link: '/people?tab=temporary',
  })
}

type Loud = Omit<Review, 'id'> & { personId: string; kind: Asked['kind']; reason: string; endsAt: Date }

/** Nobody holds a temporary post in silence: every security administrator and auditor is told, and the person. */
const tellWatchers = async (ctx: IdentityContext, { name, personId, post, kind, reason, endsAt, matrix }: Loud): Promise<void> => {
  const watchers = [
    ...(await resolveOwner(ctx.db, { post: administratorPost })),
    ...(await resolveOwner(ctx.db, { post: auditorPost })),
    personId,
  ]
  const title = postTitle(matrix, post)
  const sentence =
    kind === 'taken'
      ? {
          zh: `{name} 紧急取得了“${title.zh}”岗位，到 {until} 为止，理由：{reason}`,
          en: `{name} took the post "${title.en}" in an emergency until {until}, because: {reason}`,
        }
      : {
          zh: `{name} 被临时授予“${title.zh}”岗位，到 {until} 为止，理由：{reason}`,
          en: `{name} was given the post "${title.en}" until {until}, because: {reason}`,
        }
  const params = { name, until: shanghaiTime(endsAt), reason }
  for (const watcher of new Set(watchers)) {
    await ctx.notify(watcher, { kind: `temporary-post.${kind}`, sentence, params, link: '/people?tab=temporary' })
  }
}
