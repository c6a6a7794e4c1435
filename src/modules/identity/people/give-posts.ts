import { enforce } from '../../../kernel/gate.ts'
import { permissionMatrix } from '../posts/permission-matrix.ts'
import { postsGate } from '../posts/posts-gate.ts'
import type { IdentityContext } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import type { PersonState } from '../tables.ts'
import { checkedPosts, otherAdministrators } from './posts-of.ts'

type Change = {
  person: { id: string; state: PersonState }
  before: readonly string[]
  after: readonly string[]
}

/**
 * Gives a person exactly these posts, if the gate allows it, and records what changed.
 * @throws Problem `gate.refused` with every reason (ACC-2), `posts.unknown`
 */
export const givePosts = async (ctx: IdentityContext, { person, before, after }: Change): Promise<void> => {
  const matrix = permissionMatrix()
  const wanted = checkedPosts(matrix, after)
  const added = wanted.filter((post) => !before.includes(post))
  const removed = before.filter((post) => !wanted.includes(post))
  enforce(
    postsGate(matrix)({
      actorId: actingPerson(ctx.actor),
      personId: person.id,
      before,
      after: wanted,
      active: person.state === 'active',
      otherAdministrators: await otherAdministrators(ctx.db, person.id),
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
    detail: { before: [...before], after: [...wanted], added, removed },
  })
}
