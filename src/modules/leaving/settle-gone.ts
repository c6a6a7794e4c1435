import { meetIfOpen } from './meet-if-open.ts'
import { holdingKey, reachOf } from './reach.ts'
import type { LeavingContext } from './scope.ts'

/** People looked at in one run. */
const peopleAtOnce = 500

const proof = '登记中已无此项'

/**
 * Settles what was left to a person and is gone by now: taken back where it is registered, so nobody has to say it
 * twice. What lies outside is left alone, since live state does not show it.
 */
export const settleGone = async (ctx: LeavingContext): Promise<void> => {
  const items = await ctx.db
    .selectFrom('leaving_item')
    .innerJoin('leaving', 'leaving.id', 'leaving_item.leaving_id')
    .select(['leaving_item.id', 'leaving_item.kind', 'leaving_item.ref', 'leaving_item.obligation_id as obligationId'])
    .select('leaving.person_id as personId')
    .where('leaving_item.state', '=', 'manual')
    .where('leaving_item.outside', 'is', null)
    .where('leaving.person_id', 'in', (eb) =>
      eb
        .selectFrom('leaving_item as item')
        .innerJoin('leaving as of', 'of.id', 'item.leaving_id')
        .select('of.person_id')
        .distinct()
        .where('item.state', '=', 'manual')
        .where('item.outside', 'is', null)
        .orderBy('of.person_id')
        .limit(peopleAtOnce),
    )
    .orderBy('leaving_item.id')
    .forUpdate('leaving_item')
    .skipLocked()
    .execute()
  if (items.length === 0) return
  const people = [...new Set(items.map(({ personId }) => personId))]
  const held = new Set((await reachOf(ctx, people.map((id) => ({ id, state: 'left' as const })))).map(holdingKey))
  for (const item of items.filter((one) => !held.has(holdingKey(one)))) {
    await ctx.db
      .updateTable('leaving_item')
      .set({ state: 'withdrawn', proof, settled_at: ctx.now })
      .where('id', '=', item.id)
      .execute()
    await meetIfOpen(ctx, item.obligationId, { proof })
    ctx.record({
      type: 'leaving.item-withdrawn',
      subject: { kind: 'leaving-item', id: item.id },
      detail: { by: 'live-state', proof, kind: item.kind, ref: item.ref },
    })
  }
}
