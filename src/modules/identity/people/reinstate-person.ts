import { z } from 'zod'
import { enforce } from '../../../kernel/gate.ts'
import { matrixInForce } from '../posts/matrix-in-force.ts'
import { postsGate } from '../posts/posts-gate.ts'
import { defineOperation } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import { givesForGood } from './give-posts.ts'
import { nextState } from './person-state.ts'
import { lockPerson, otherAdministrators, otherHolders } from './posts-of.ts'

export const reinstatePerson = defineOperation({
  name: 'identity.reinstate-person',
  summary: { zh: '恢复已停用的人员', en: 'Reinstate a suspended person' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['person.reinstated'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const person = await lockPerson(ctx.db, id)
    const password = await ctx.db
      .selectFrom('password')
      .select('person_id')
      .where('person_id', '=', id)
      .executeTakeFirst()
    const state = nextState(person.state, password === undefined ? 'reinstate-invited' : 'reinstate')
    // What conflicts may have been decided anew since these posts were given.
    const { matrix } = await matrixInForce(ctx.db)
    enforce(
      postsGate(matrix)({
        actorId: actingPerson(ctx.actor),
        personId: id,
        // Nobody counted on them while they were suspended: their posts come back as new ones do.
        before: [],
        after: person.posts,
        temporary: [],
        actorForGood: await givesForGood(ctx),
        active: false,
        otherAdministrators: await otherAdministrators(ctx.db, id),
        otherHolders: await otherHolders(ctx.db, { personId: id, posts: person.posts, now: ctx.now }),
      }),
    )
    await ctx.db.updateTable('person').set({ state }).where('id', '=', id).execute()
    ctx.record({ type: 'person.reinstated', subject: { kind: 'person', id }, detail: { to: state } })
    return {}
  },
})
