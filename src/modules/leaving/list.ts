import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { leavingSchema } from './fields.ts'
import { leavingViews } from './leaving-rows.ts'
import { leavingStates } from './life-cycle.ts'
import { defineOperation } from './scope.ts'

export const list = defineOperation({
  name: 'leaving.list',
  summary: { zh: '查看离职办理列表', en: 'List leavings' },
  effect: 'read',
  permission: 'leaving.view',
  records: ['leaving.viewed'],
  input: z.strictObject({
    state: z.enum(leavingStates).optional(),
    /** Those with items that are not withdrawn yet. */
    unfinished: z.boolean().optional(),
    ...pageFields,
  }),
  output: z.object({ total: z.int(), items: z.array(leavingSchema) }),
  run: async (ctx, { state, unfinished, page, pageSize }) => {
    const found = ctx.db
      .selectFrom('leaving')
      .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'done'))
      .$if(unfinished === true, (query) =>
        query.where('id', 'in', (eb) =>
          eb.selectFrom('leaving_item').select('leaving_id').where('leaving_item.state', '<>', 'withdrawn'),
        ),
      )
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found
      .selectAll()
      .orderBy('begun_at', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    ctx.record({
      type: 'leaving.viewed',
      subject: { kind: 'leaving', id: 'list' },
      detail: { people: rows.map(({ person_id: id }) => id) },
    })
    return { total: Number(total), items: await leavingViews(ctx, rows) }
  },
})
