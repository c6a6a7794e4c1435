import { z } from 'zod'
import { mayDo } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/errors.ts'
import { itemSchema, leavingSchema } from './fields.ts'
import { itemsOf } from './items-of.ts'
import { leavingViews } from './leaving-rows.ts'
import { actingPerson, defineOperation } from './scope.ts'

export const view = defineOperation({
  name: 'leaving.view',
  summary: { zh: '查看一次离职办理的每一项', en: 'See a leaving, item by item' },
  effect: 'read',
  // Whoever an item was left to sees that item, and nothing else of the leaving.
  permission: 'signed-in',
  records: ['leaving.viewed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ leaving: leavingSchema, items: z.array(itemSchema), wholeShown: z.boolean() }),
  run: async (ctx, { id }) => {
    const row = await ctx.db.selectFrom('leaving').selectAll().where('id', '=', id).executeTakeFirst()
    const wholeShown = mayDo(ctx.actor, 'leaving.view')
    const all = row === undefined ? [] : await itemsOf(ctx, id)
    const me = actingPerson(ctx)
    const items = wholeShown ? all : all.filter(({ mayComplete, settledBy }) => mayComplete || settledBy?.id === me)
    const [leaving] = row === undefined ? [] : await leavingViews(ctx, [row])
    if (leaving === undefined || (!wholeShown && items.length === 0)) throw notFound()
    ctx.record({ type: 'leaving.viewed', subject: { kind: 'leaving', id }, detail: { people: [leaving.person.id] } })
    // Why somebody leaves is between them and whoever may see leavings.
    return { leaving: wholeShown ? leaving : { ...leaving, reason: '' }, items, wholeShown }
  },
})
