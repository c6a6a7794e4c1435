import { administrators } from './heir.ts'
import { carryOut, takeoverOf } from './carry-out.ts'
import { leavingGate } from './leaving-gate.ts'
import { settleGone } from './settle-gone.ts'
import { defineJob, type LeavingContext } from './scope.ts'
import type { LeavingRow } from './tables.ts'

/** Rows looked at in one run; the next minute sees to the rest. */
const sweepBatch = 100

/** At the moment of a planned leaving: carries it out. */
export const carryOutJob = defineJob({
  name: 'leaving.carry-out',
  run: async (ctx, { id }) => {
    if (typeof id !== 'string') return
    const leaving = await ctx.db
      .selectFrom('leaving')
      .selectAll()
      .where('id', '=', id)
      .where('state', '=', 'planned')
      .where('due_at', '<=', ctx.now)
      .forUpdate()
      .executeTakeFirst()
    if (leaving === undefined) return
    const leaver = await ctx.ports.lockLeaver(ctx.db, leaving.person_id)
    const takeover = await takeoverOf(ctx, leaving.takeover_id)
    const { verdict, reasons } = leavingGate({
      actorId: null,
      personId: leaver.id,
      hasLeft: leaver.state === 'left',
      lastAdministrator: leaver.lastAdministrator,
      // Somebody who is gone by now takes nothing over: it falls to the head of the department.
      takeover: takeover?.active === true ? takeover : null,
    })
    if (verdict === 'allow') return carryOut(ctx, leaving, leaver)
    if (leaving.blocked_at === null) await block(ctx, { leaving, name: leaver.name, reasons: reasons.map(({ code }) => code) })
  },
})

type Blocked = { leaving: LeavingRow; name: string; reasons: string[] }

/** Tells those who can help, once; the sweep tries again every minute. */
const block = async (ctx: LeavingContext, { leaving, name, reasons }: Blocked): Promise<void> => {
  await ctx.db.updateTable('leaving').set({ blocked_at: ctx.now }).where('id', '=', leaving.id).execute()
  ctx.record({
    type: 'leaving.blocked',
    subject: { kind: 'leaving', id: leaving.id },
    detail: { person: leaving.person_id, reasons },
  })
  const told = new Set(await ctx.ports.ownersOf(ctx.db, administrators))
  if (leaving.begun_by !== null) told.add(leaving.begun_by)
  for (const person of told) {
    await ctx.notify(person, {
      kind: 'leaving.blocked',
      sentence: {
        zh: '{name} 的离职已到时间，但未能办理，请打开查看原因并处理',
        en: 'The leaving of {name} is due and could not be carried out; open it to see why',
      },
      params: { name },
      link: `/leaving/${leaving.id}`,
    })
  }
}

/** Every minute: what is due and was not woken, because a job was lost or the program stood still; and what is gone by now. */
export const sweepJob = defineJob({
  name: 'leaving.sweep',
  schedule: '* * * * *',
  run: async (ctx) => {
    const due = await ctx.db
      .selectFrom('leaving')
      .select('id')
      .where('state', '=', 'planned')
      .where('due_at', '<=', ctx.now)
      .orderBy('due_at')
      .limit(sweepBatch)
      .execute()
    for (const { id } of due) await ctx.enqueue('leaving.carry-out', { id }, { key: id })
    const waiting = await ctx.db
      .selectFrom('leaving_item')
      .select('id')
      .where('state', '=', 'pending')
      .where('next_at', '<=', ctx.now)
      .orderBy('next_at')
      .limit(sweepBatch)
      .execute()
    for (const { id } of waiting) await ctx.enqueue('leaving.carry-on', { itemId: id }, { key: id })
    await settleGone(ctx)
  },
})
