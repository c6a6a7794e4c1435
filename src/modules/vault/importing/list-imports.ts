import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { keysOf } from '../origin.ts'
import { defineOperation } from '../scope.ts'
import { importShape, importView } from './import-view.ts'
import { importsOf } from './imports.ts'
import { importStates } from './life-cycle.ts'

export const listImports = defineOperation({
  name: 'vault.list-imports',
  summary: { zh: '查看客户导入记录', en: 'List imports of customers' },
  effect: 'read',
  permission: 'vault.view',
  byKey: true,
  records: { unrecorded: 'states and counts of imports; no personal data of customers' },
  input: z.strictObject({ state: z.enum(keysOf(importStates)).optional(), ...pageFields }),
  output: z.object({ total: z.int(), items: z.array(importShape), /** Whether WeCom is connected. */ wecom: z.boolean() }),
  run: async (ctx, { state, page, pageSize }) => {
    let found = ctx.db.selectFrom('customer_import').where(importsOf(ctx.actor))
    if (state !== undefined) found = found.where('state', '=', state)
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found.selectAll().orderBy('begun_at', 'desc').orderBy('id').limit(pageSize).offset(offsetOf({ page, pageSize })).execute()
    const people = await ctx.ports.people(ctx.db, rows.flatMap(({ begun_by: id }) => (id === null ? [] : [id])))
    const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
    return { total, items: rows.map((row) => importView(row, { people, departments }, ctx.now)), wecom: ctx.ports.wecomCustomers !== undefined }
  },
})
