import { z } from 'zod'
import { reference } from '../fields.ts'
import { defineOperation } from '../scope.ts'

export const listAllDepartments = defineOperation({
  name: 'identity.list-departments',
  summary: { zh: '查看部门与负责人', en: 'List departments and their heads' },
  effect: 'read',
  permission: 'signed-in',
  records: { unrecorded: 'Departments and their heads are known to everybody in the company.' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), name: z.string(), head: reference.nullable(), people: z.int() })),
  }),
  run: async (ctx) => {
    const rows = await ctx.db
      .selectFrom('department')
      .leftJoin('person as head', 'head.id', 'department.head_id')
      .select(['department.id', 'department.name', 'head.id as head_id', 'head.name as head_name'])
      .select((eb) =>
        eb
          .selectFrom('person')
          .whereRef('person.department_id', '=', 'department.id')
          .where('person.state', 'in', ['invited', 'active'])
          .select((inner) => inner.fn.countAll<number>().as('people'))
          .as('people'),
      )
      .orderBy('department.name')
      .orderBy('department.id')
      .limit(1000)
      .execute()
    return {
      items: rows.map(({ id, name, head_id: headId, head_name: headName, people }) => ({
        id,
        name,
        head: headId === null || headName === null ? null : { id: headId, name: headName },
        people: people ?? 0,
      })),
    }
  },
})
