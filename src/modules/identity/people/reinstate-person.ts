import { z } from 'zod'
import { enforce } from '../../../kernel/gate.ts'
import { permissionMatrix } from '../posts/permission-matrix.ts'
import { postsGate } from '../posts/posts-gate.ts'
import { defineOperation } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import { nextState } from './person-state.ts'
import { lockPerson, otherAdministrators } from './posts-of.ts'

export const reinstatePerson = defineOperation({
  name: 'identity.reinstate-person',
  summary: { zh: '恢复已停用的人员', en: 'Reinstate a suspended person' },
  effect: 'change',
  permission: 'identity.manage-people',
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
    enforce(
      postsGate(permissionMatrix())({
        actorId: actingPerson(ctx.actor),
        personId: id,
        before: person.posts,
        after: person.posts,
        active: false,
        otherAdministrators: await otherAdministrators(ctx.db, id),
      }),
    )
    await ctx.db.updateTable('person').set({ state }).where('id', '=', id).execute()
    ctx.record({ type: 'person.reinstated', subject: { kind: 'person', id }, detail: { to: state } })
    return {}
  },
})
