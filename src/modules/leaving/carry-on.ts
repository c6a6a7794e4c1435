import type { JobData } from '../../kernel/jobs/enqueue.ts'
import { administrators, heirOf } from './heir.ts'
import { takeoverOf } from './carry-out.ts'
import { oblige } from './keep-item.ts'
import type { OutsideOutcome } from './ports.ts'
import { defineJob, type LeavingContext, type LeavingDatabase } from './scope.ts'

/** How long one step outside may take. */
const stepWithinMs = 120_000

/** An item is in one pair of hands for so long: a step outside, and the writing down of what came of it. */
const claimMs = stepWithinMs + 30_000

const itemIn = (db: LeavingDatabase, { itemId }: JobData) =>
  db
    .selectFrom('leaving_item')
    .innerJoin('leaving', 'leaving.id', 'leaving_item.leaving_id')
    .select(['leaving_item.id', 'leaving_item.ref', 'leaving_item.outside', 'leaving_item.progress', 'leaving_item.title'])
    .select(['leaving_item.params', 'leaving.id as leavingId', 'leaving.person_id as personId'])
    .select('leaving.takeover_id as takeoverId')
    .where('leaving_item.id', '=', typeof itemId === 'string' ? itemId : null)
    .where('leaving_item.state', '=', 'pending')

/**
 * Takes an item that is due, so that no other server does the same outside meanwhile. One whose taker died is due again
 * when the time is over. @returns false when there is nothing to take
 */
const claim = async (db: LeavingDatabase, { itemId }: JobData, { from, until }: { from: Date; until: Date }): Promise<boolean> => {
  const taken = await db
    .updateTable('leaving_item')
    .set({ next_at: until })
    .where('id', '=', typeof itemId === 'string' ? itemId : null)
    .where('state', '=', 'pending')
    .where('next_at', '<=', from)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** Goes on with one item outside. A failure is tried again; what the outside refuses becomes a person's. */
export const carryOnJob = defineJob({
  name: 'leaving.carry-on',
  prepare: async ({ db, ports, now }, data): Promise<{ outcome: OutsideOutcome; until: Date } | undefined> => {
    const item = await itemIn(db, data).executeTakeFirst()
    const outside = ports.outside.find(({ kind }) => kind === item?.outside)
    const until = new Date(now.getTime() + claimMs)
    // Of a way to the outside that is not configured any more it waits, and the control shows it.
    if (item === undefined || outside === undefined || !(await claim(db, data, { from: now, until }))) return undefined
    try {
      const outcome = await outside.carryOn({
        id: item.id,
        ref: item.ref ?? '',
        personId: item.personId,
        takeoverId: item.takeoverId,
        progress: item.progress ?? {},
        now,
        signal: AbortSignal.timeout(stepWithinMs),
      })
      return { outcome, until }
    } catch (error) {
      await db.updateTable('leaving_item').set({ next_at: now }).where('id', '=', item.id).where('next_at', '=', until).execute()
      throw error
    }
  },
  run: async (ctx, data, step) => {
    if (step === undefined) return
    const { outcome, until } = step
    // Whoever was too slow finds that it is in other hands, or settled.
    const item = await itemIn(ctx.db, data).where('leaving_item.next_at', '=', until).forUpdate('leaving_item').executeTakeFirst()
    if (item === undefined) return
    await (outcome.kind === 'refused' ? refuse(ctx, item, outcome) : settle(ctx, item, outcome))
  },
})

type Item = NonNullable<Awaited<ReturnType<ReturnType<typeof itemIn>['executeTakeFirst']>>>

const settle = async (
  ctx: LeavingContext,
  { id, ref, outside, personId }: Item,
  outcome: Exclude<OutsideOutcome, { kind: 'refused' }>,
): Promise<void> => {
  if (outcome.kind === 'again') {
    const values = { next_at: outcome.after, note: JSON.stringify(outcome.note), progress: JSON.stringify(outcome.progress) }
    await ctx.db.updateTable('leaving_item').set(values).where('id', '=', id).execute()
    return ctx.enqueue('leaving.carry-on', { itemId: id }, { startAfter: outcome.after, key: id })
  }
  const proof = outcome.proof.slice(0, 2000)
  await ctx.db
    .updateTable('leaving_item')
    .set({ state: 'withdrawn', proof, next_at: null, note: null, settled_at: ctx.now })
    .where('id', '=', id)
    .execute()
  const way = ctx.ports.outside.find(({ kind }) => kind === outside)
  await way?.settled?.(ctx.db, { ref: ref ?? '', personId, now: ctx.now })
  ctx.record({ type: 'leaving.item-withdrawn', subject: { kind: 'leaving-item', id }, detail: { by: 'machine', proof } })
}

const refuse = async (
  ctx: LeavingContext,
  item: Item,
  { note, proof }: Extract<OutsideOutcome, { kind: 'refused' }>,
): Promise<void> => {
  const leaver = await ctx.ports.person(ctx.db, item.personId)
  const head = leaver === undefined ? null : await ctx.ports.departmentHead(ctx.db, leaver.departmentId)
  const takeover = await takeoverOf(ctx, item.takeoverId)
  const heir = leaver === undefined ? administrators : heirOf({ personId: leaver.id, takeover, head })
  const { id: obligationId } = await oblige(ctx, { leavingId: item.leavingId, personName: leaver?.name ?? '', heir }, item)
  await ctx.db
    .updateTable('leaving_item')
    .set({
      state: 'manual',
      obligation_id: obligationId,
      note: JSON.stringify(note),
      proof: proof.slice(0, 2000),
      next_at: null,
    })
    .where('id', '=', item.id)
    .execute()
  ctx.record({
    type: 'leaving.item-refused',
    subject: { kind: 'leaving-item', id: item.id },
    detail: { proof: proof.slice(0, 2000), obligation: obligationId },
  })
}
