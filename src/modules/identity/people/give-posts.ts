import { enforce } from '../../../kernel/gate.ts'
import { lockPosts } from '../posts/lock-posts.ts'
import { matrixInForce } from '../posts/matrix-in-force.ts'
import { postsGate } from '../posts/posts-gate.ts'
import { lastingRights } from '../posts/posts-in-force.ts'
import type { IdentityContext } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import type { PersonState } from '../tables.ts'
import { runningPosts } from '../temporary-posts/running-posts.ts'
import { checkedPosts, otherAdministrators, otherHolders } from './posts-of.ts'

type Change = {
  person: { id: string; state: PersonState }
  before: readonly string[]
  after: readonly string[]
  /** Why, where it was said. */
  reason?: string
}

/**
 * Gives a person exactly these posts, if the gate allows it, and records what changed.
 * @throws Problem `gate.refused` with every reason (ACC-2), `posts.unknown`
 */
export const givePosts = async (ctx: IdentityContext, { person, before, after, reason }: Change): Promise<void> => {
  await lockPosts(ctx.db)
  const { matrix } = await matrixInForce(ctx.db)
  const wanted = checkedPosts(matrix, after)
  const added = wanted.filter((post) => !before.includes(post))
  const removed = before.filter((post) => !wanted.includes(post))
  enforce(
    postsGate(matrix)({
      actorId: actingPerson(ctx.actor),
      personId: person.id,
      before,
      after: wanted,
      temporary: await runningPosts(ctx.db, person.id, ctx.now),
      actorForGood: await givesForGood(ctx),
      active: person.state === 'active',
      otherAdministrators: await otherAdministrators(ctx.db, person.id),
      otherHolders: await otherHolders(ctx.db, { personId: person.id, posts: added, now: ctx.now }),
    }),
  )
  if (added.length === 0 && removed.length === 0) return
  if (removed.length > 0) {
    await ctx.db.deleteFrom('person_post').where('person_id', '=', person.id).where('post', 'in', removed).execute()
  }
  if (added.length > 0) {
    await ctx.db
      .insertInto('person_post')
      .values(added.map((post) => ({ person_id: person.id, post, since: ctx.now })))
      .execute()
  }
  ctx.record({
    type: 'posts.changed',
    subject: { kind: 'person', id: person.id },
    detail: { before: [...before], after: [...wanted], added, removed, ...(reason === undefined ? {} : { reason }) },
  })
}

/** Whether the actor may give posts for good: what somebody may do for some hours must not outlast them. */
export const givesForGood = async ({ db, actor }: Pick<IdentityContext, 'db' | 'actor'>): Promise<boolean> =>
  actor.kind !== 'person' || (await lastingRights(db, actor.id)).permissions.has('identity.manage-people')
