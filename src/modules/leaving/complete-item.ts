import { z } from 'zod'
import { mayDo } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { say } from '../../kernel/sentence.ts'
import { ownsItem } from './item-owner.ts'
import { meetIfOpen } from './meet-if-open.ts'
import { itemNotManual, stillHeld } from './problems.ts'
import { holdingKey } from './reach.ts'
import { actingPerson, defineOperation } from './scope.ts'

export const completeItem = defineOperation({
  name: 'leaving.complete-item',
  summary: { zh: '登记人工事项已办完', en: 'Say that an item left to you is done, with proof' },
  effect: 'change',
  // Whoever the item was left to needs no right of their own; anybody else needs that of carrying out leavings.
  permission: 'signed-in',
  fresh: true,
  records: ['leaving.item-withdrawn'],
  input: z.strictObject({ id: z.uuid(), proof: z.string().trim().min(2).max(2000) }),
  output: z.object({}),
  run: async (ctx, { id, proof }) => {
    const item = await ctx.db
      .selectFrom('leaving_item')
      .innerJoin('leaving', 'leaving.id', 'leaving_item.leaving_id')
      .select(['leaving_item.state', 'leaving_item.kind', 'leaving_item.ref', 'leaving_item.obligation_id'])
      .select('leaving.person_id as personId')
      .where('leaving_item.id', '=', id)
      .forUpdate('leaving_item')
      .executeTakeFirst()
    if (item === undefined) throw notFound()
    if (!mayDo(ctx.actor, 'leaving.manage') && !(await ownsItem(ctx, item.obligation_id))) throw notFound()
    if (item.state !== 'manual' || item.obligation_id === null) throw itemNotManual()
    for (const holder of ctx.ports.holders) {
      const held = (await holder.reach(ctx, [item.personId])).find((one) => holdingKey(one) === holdingKey(item))
      if (held !== undefined) throw stillHeld({ what: say(held.title, ctx.locale, held.params) })
    }
    await ctx.db
      .updateTable('leaving_item')
      .set({ state: 'withdrawn', proof, settled_at: ctx.now, settled_by: actingPerson(ctx) })
      .where('id', '=', id)
      .execute()
    await meetIfOpen(ctx, item.obligation_id, { proof })
    ctx.record({
      type: 'leaving.item-withdrawn',
      subject: { kind: 'leaving-item', id },
      detail: { by: 'hand', proof, kind: item.kind, ref: item.ref },
    })
    return {}
  },
})
