import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { carryOut, takeoverOf } from './carry-out.ts'
import { momentField, reasonField, takeoverField } from './fields.ts'
import { leavingGate } from './leaving-gate.ts'
import { nextLeavingState } from './life-cycle.ts'
import { lockLeaving } from './lock-leaving.ts'
import { checkedMoment } from './moment.ts'
import { actingPerson, defineOperation } from './scope.ts'
import { recordedOfOthers } from './vocabulary.ts'
import { wakeAt } from './wake.ts'

export const changePlan = defineOperation({
  name: 'leaving.change-plan',
  summary: { zh: '修改离职计划，或改为立即办理', en: 'Change a planned leaving, or carry it out now' },
  effect: 'change',
  permission: 'leaving.manage',
  fresh: true,
  records: [
    'leaving.changed',
    'leaving.carried-out',
    'leaving.item-withdrawn',
    'leaving.item-left',
    ...recordedOfOthers,
  ],
  input: z.strictObject({ id: z.uuid(), reason: reasonField, at: momentField, takeoverId: takeoverField }),
  output: z.object({ carriedOut: z.boolean() }),
  run: async (ctx, { id, reason, at, takeoverId }) => {
    const leaving = await lockLeaving(ctx, id)
    nextLeavingState(leaving.state, 'change')
    const dueAt = checkedMoment(at === null ? null : new Date(at), ctx.now)
    const leaver = await ctx.ports.lockLeaver(ctx.db, leaving.person_id)
    enforce(
      leavingGate({
        actorId: actingPerson(ctx),
        personId: leaver.id,
        hasLeft: leaver.state === 'left',
        lastAdministrator: leaver.lastAdministrator,
        takeover: await takeoverOf(ctx, takeoverId),
      }),
    )
    const next = { reason, takeover_id: takeoverId, due_at: dueAt, blocked_at: null }
    await ctx.db.updateTable('leaving').set(next).where('id', '=', id).execute()
    ctx.record({
      type: 'leaving.changed',
      subject: { kind: 'leaving', id },
      detail: {
        person: leaver.id,
        reason,
        takeover: takeoverId,
        dueAt: { from: leaving.due_at.toISOString(), to: dueAt.toISOString() },
        atOnce: at === null,
      },
    })
    if (at === null) await carryOut(ctx, { ...leaving, ...next }, leaver)
    else await wakeAt(ctx, { id, dueAt })
    return { carriedOut: at === null }
  },
})
