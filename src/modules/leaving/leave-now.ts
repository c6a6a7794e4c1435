import { enforce } from '../../kernel/gate.ts'
import { beginLeaving } from './begin-leaving.ts'
import { carryOut, takeoverOf } from './carry-out.ts'
import { leavingGate } from './leaving-gate.ts'
import type { LeavingContext } from './scope.ts'
import type { LeavingSource } from './tables.ts'

/**
 * Lets somebody leave now, because a directory outside says that they have left. What was planned for later is carried
 * out instead, with whoever was named to take over.
 * @throws Problem `gate.refused`
 */
export const leaveNow = async (
  ctx: LeavingContext,
  { personId, reason, source }: { personId: string; reason: string; source: LeavingSource },
): Promise<void> => {
  const planned = await ctx.db
    .selectFrom('leaving')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', 'planned')
    .forUpdate()
    .executeTakeFirst()
  if (planned === undefined) {
    await beginLeaving(ctx, { personId, reason, at: null, takeoverId: null, source })
    return
  }
  const leaver = await ctx.ports.lockLeaver(ctx.db, personId)
  const takeover = await takeoverOf(ctx, planned.takeover_id)
  enforce(
    leavingGate({
      actorId: null,
      personId,
      hasLeft: leaver.state === 'left',
      lastAdministrator: leaver.lastAdministrator,
      // As at the planned moment: somebody who is gone by now takes nothing over.
      takeover: takeover?.active === true ? takeover : null,
    }),
  )
  await ctx.db.updateTable('leaving').set({ due_at: ctx.now, blocked_at: null }).where('id', '=', planned.id).execute()
  ctx.record({
    type: 'leaving.changed',
    subject: { kind: 'leaving', id: planned.id },
    detail: {
      person: personId,
      source,
      dueAt: { from: planned.due_at.toISOString(), to: ctx.now.toISOString() },
      atOnce: true,
    },
  })
  await carryOut(ctx, planned, leaver)
}
