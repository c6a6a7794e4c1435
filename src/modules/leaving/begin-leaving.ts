import { isUniqueViolation } from '../../kernel/database/index.ts'
import { enforce } from '../../kernel/gate.ts'
import { newId } from '../../kernel/id.ts'
import { carryOut, takeoverOf } from './carry-out.ts'
import { leavingGate } from './leaving-gate.ts'
import { checkedMoment } from './moment.ts'
import { plannedAlready } from './problems.ts'
import { actingPerson, type LeavingContext } from './scope.ts'
import type { LeavingSource } from './tables.ts'
import { wakeAt } from './wake.ts'

type Beginning = {
  personId: string
  reason: string
  /** Null for at once. */
  at: Date | null
  takeoverId: string | null
  source: LeavingSource
}

/**
 * Plans somebody's leaving, or carries it out at once. HR comes here by the
 * operation, a directory by its event to `newLeaving`.
 * @throws Problem `gate.refused`, `leaving.planned-already`, `leaving.moment-unfit`
 */
export const beginLeaving = async (ctx: LeavingContext, { personId, reason, at, takeoverId, source }: Beginning) => {
  const dueAt = checkedMoment(at, ctx.now)
  const leaver = await ctx.ports.lockLeaver(ctx.db, personId)
  const begunBy = actingPerson(ctx)
  enforce(
    leavingGate({
      actorId: begunBy,
      personId,
      hasLeft: leaver.state === 'left',
      lastAdministrator: leaver.lastAdministrator,
      takeover: await takeoverOf(ctx, takeoverId),
    }),
  )
  const row = await newLeaving(ctx, { personId, reason, dueAt, takeoverId, source, atOnce: at === null })
  if (at === null) await carryOut(ctx, row, leaver)
  else await wakeAt(ctx, { id: row.id, dueAt })
  return { id: row.id, carriedOut: at === null }
}

/**
 * Enters a leaving. Whoever calls it has locked the person.
 * @throws Problem `leaving.planned-already`
 */
export const newLeaving = async (
  ctx: LeavingContext,
  { personId, reason, dueAt, takeoverId, source, atOnce }: Omit<Beginning, 'at'> & { dueAt: Date; atOnce: boolean },
) => {
  const id = newId(ctx.now.getTime())
  const row = {
    id,
    person_id: personId,
    state: 'planned' as const,
    source,
    reason,
    takeover_id: takeoverId,
    due_at: dueAt,
    begun_by: actingPerson(ctx),
    begun_at: ctx.now,
    blocked_at: null,
    ended_at: null,
  }
  await ctx.db
    .insertInto('leaving')
    .values(row)
    .execute()
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? plannedAlready() : error
    })
  ctx.record({
    type: 'leaving.planned',
    subject: { kind: 'leaving', id },
    detail: { person: personId, reason, source, takeover: takeoverId, dueAt: dueAt.toISOString(), atOnce },
  })
  return row
}
