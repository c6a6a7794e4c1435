import { z } from 'zod'
import { enforce } from '../../../kernel/gate.ts'
import { mandatoryReason } from '../fields.ts'
import { suspensionGate } from '../posts/posts-gate.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { actingPerson } from '../signed-in.ts'
import { endRunningPosts } from '../temporary-posts/end-posts.ts'
import { nextState } from './person-state.ts'
import { lockPerson, otherAdministrators } from './posts-of.ts'

export const suspendPerson = defineOperation({
  name: 'identity.suspend-person',
  summary: { zh: '停用人员，立即结束其全部会话', en: 'Suspend a person and end all their sessions at once' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['person.suspended', 'session.ended', 'temporary-post.ended', 'temporary-post.request-withdrawn'],
  input: z.strictObject({ id: z.uuid(), reason: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    const person = await lockPerson(ctx.db, id)
    const state = nextState(person.state, 'suspend')
    enforce(
      suspensionGate({
        actorId: actingPerson(ctx.actor),
        personId: id,
        posts: person.posts,
        otherAdministrators: await otherAdministrators(ctx.db, id),
      }),
    )
    await ctx.db.updateTable('person').set({ state }).where('id', '=', id).execute()
    await ctx.db.deleteFrom('invitation').where('person_id', '=', id).execute()
    ctx.record({ type: 'person.suspended', subject: { kind: 'person', id }, detail: { from: person.state, reason } })
    const work = { ...ctx, actorId: actingPerson(ctx.actor), cancelObligation: ctx.obligations.cancel }
    await endRunningPosts(work, { personId: id, why: 'suspended' })
    await endSessions(ctx, { personId: id, reason: 'suspended' })
    return {}
  },
})
