import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { visibleTo } from '../customers.ts'
import { keysOf, sources } from '../origin.ts'
import { defineOperation, personOf } from '../scope.ts'
import { readingEvents, watchReading } from '../watching/watch-reading.ts'
import { briefsOf, customerBrief, customerStates, elsewhereOf, recordShown } from './masked-customer.ts'

export const listCustomers = defineOperation({
  name: 'vault.list-customers',
  summary: { zh: '查看客户列表（遮盖显示）', en: 'List the customers, masked' },
  effect: 'read',
  permission: 'vault.view',
  records: ['customer.listed', ...readingEvents],
  input: z.strictObject({
    state: z.enum(customerStates).optional(),
    source: z.enum(keysOf(sources)).optional(),
    departmentId: z.uuid().optional(),
    erasureAsked: z.boolean().optional(),
    // Never by a personal value: order alone would tell it.
    sort: z.enum(['registeredAt', 'changedAt']).default('registeredAt'),
    order: z.enum(['asc', 'desc']).default('desc'),
    ...pageFields,
  }),
  output: z.object({ total: z.int(), items: z.array(customerBrief) }),
  run: async (ctx, { state, source, departmentId, erasureAsked, sort, order, page, pageSize }) => {
    const person = personOf(ctx)
    const found = ctx.db
      .selectFrom('customer')
      .where(visibleTo(ctx.actor))
      .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'active'))
      .$if(source !== undefined, (query) => query.where('source', '=', source ?? 'other'))
      .$if(departmentId !== undefined, (query) => query.where('department_id', '=', departmentId ?? ''))
      .$if(erasureAsked === true, (query) => query.where('state', '=', 'active').where('erasure_asked_at', 'is not', null))
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found
      .selectAll()
      .orderBy(sort === 'changedAt' ? 'changed_at' : 'registered_at', order)
      .orderBy('id', order)
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const elsewhere = elsewhereOf(person, rows)
    await watchReading(ctx, { kind: 'seen', records: rows.length, elsewhere: elsewhere.elsewhere ?? 0 })
    const items = await briefsOf(ctx, rows)
    recordShown(ctx, 'customer.listed', items, { page, count: items.length, ...elsewhere })
    return { total, items }
  },
})
