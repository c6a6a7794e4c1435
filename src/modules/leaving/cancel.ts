import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { reasonField } from './fields.ts'
import { leavingGate } from './leaving-gate.ts'
import { nextLeavingState } from './life-cycle.ts'
import { lockLeaving } from './lock-leaving.ts'
import { actingPerson, defineOperation } from './scope.ts'

export const cancel = defineOperation({
  name: 'leaving.cancel',
  summary: { zh: '撤回尚未办理的离职计划', en: 'Cancel a leaving that is still planned' },
  effect: 'change',
  permission: 'leaving.manage',
  fresh: true,
  records: ['leaving.cancelled'],
  input: z.strictObject({ id: z.uuid(), reason: reasonField }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    const leaving = await lockLeaving(ctx, id)
    const state = nextLeavingState(leaving.state, 'cancel')
    const own = { personId: leaving.person_id, hasLeft: false, lastAdministrator: false, takeover: null }
    enforce(leavingGate({ actorId: actingPerson(ctx), ...own }))
    await ctx.db.updateTable('leaving').set({ state, ended_at: ctx.now }).where('id', '=', id).execute()
    ctx.record({
      type: 'leaving.cancelled',
      subject: { kind: 'leaving', id },
      detail: { person: leaving.person_id, reason },
    })
    return {}
  },
})
