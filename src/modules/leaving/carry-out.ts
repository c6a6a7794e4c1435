import type { RecordedEvent } from '../../kernel/context.ts'
import { heirOf } from './heir.ts'
import { keepManual, keepPending, keepWithdrawn, oblige, type Left } from './keep-item.ts'
import { nextLeavingState } from './life-cycle.ts'
import type { HolderWork, LeavingPorts } from './ports.ts'
import { type LeavingContext } from './scope.ts'
import type { LeavingRow } from './tables.ts'
import type { LeavingEvent } from './vocabulary.ts'

type Leaving = Pick<LeavingRow, 'id' | 'person_id' | 'state' | 'takeover_id' | 'begun_by'>
type Leaver = Awaited<ReturnType<LeavingPorts['lockLeaver']>>

/**
 * Takes everything back that a person holds, in the current transaction: from its commit on nothing of it works. What
 * lies outside becomes jobs, what only a person can do becomes obligations. Whoever calls it has locked both rows and
 * asked the gate.
 */
export const carryOut = async (ctx: LeavingContext, leaving: Leaving, leaver: Leaver): Promise<void> => {
  const state = nextLeavingState(leaving.state, 'carry')
  const { ports } = ctx
  const takeover = await takeoverOf(ctx, leaving.takeover_id)
  const appointed = await ports.departmentHead(ctx.db, leaver.departmentId)
  const heir = heirOf({ personId: leaver.id, takeover, head: appointed })
  const left: Left = { leavingId: leaving.id, personName: leaver.name, heir }
  const work: HolderWork = {
    db: ctx.db,
    now: ctx.now,
    actorId: leaving.begun_by,
    heir,
    // Holders record in their own words; which ones an operation may record is checked as it does.
    record: (event) => ctx.record(event as RecordedEvent<LeavingEvent>),
    oblige: (thing, owner = heir) => oblige(ctx, { ...left, heir: owner }, thing),
    cancelObligation: (id, reason) => ctx.obligations.cancel(id, reason),
  }
  let position = 0
  const count = { withdrawn: 0, manual: 0, pending: 0 }
  for (const holder of ports.holders) {
    for (const thing of await holder.withdraw(work, leaver.id)) {
      position += 1
      count[thing.outcome] += 1
      await (thing.outcome === 'withdrawn' ? keepWithdrawn(ctx, left, position, thing) : keepManual(ctx, left, position, thing))
    }
  }
  for (const { kind, plan } of ports.outside) {
    for (const planned of await plan(ctx.db, { personId: leaver.id, takeoverId: takeover?.id ?? null })) {
      position += 1
      count.pending += 1
      await keepPending(ctx, left, { position, outside: kind, plan: planned })
    }
  }
  await ctx.db.updateTable('leaving').set({ state, ended_at: ctx.now }).where('id', '=', leaving.id).execute()
  ctx.record({
    type: 'leaving.carried-out',
    subject: { kind: 'leaving', id: leaving.id },
    detail: { person: leaver.id, ...count },
  })
}

/** Whoever was named to take over, and whether they are still there; null when nobody was. */
export const takeoverOf = async (
  { db, ports }: Pick<LeavingContext, 'db' | 'ports'>,
  id: string | null,
): Promise<{ id: string; active: boolean } | null> => {
  if (id === null) return null
  const found = (await ports.people(db, [id])).get(id)
  return { id, active: found?.active === true }
}
