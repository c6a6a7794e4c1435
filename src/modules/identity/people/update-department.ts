import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { departmentName } from '../fields.ts'
import { departmentHeadUnfit, departmentNameTaken } from '../problems.ts'
import { defineOperation } from '../scope.ts'

export const updateDepartment = defineOperation({
  name: 'identity.update-department',
  summary: { zh: '修改部门名称与负责人', en: 'Change the name and the head of a department' },
  effect: 'change',
  permission: 'identity.manage-people',
  records: ['department.changed'],
  input: z.strictObject({ id: z.uuid(), name: departmentName, headId: z.uuid().nullable() }),
  output: z.object({}),
  run: async (ctx, { id, name, headId }) => {
    const before = await ctx.db
      .selectFrom('department')
      .select(['name', 'head_id'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound()
    if (headId !== null && headId !== before.head_id) {
      const fit = await ctx.db
        .selectFrom('person')
        .select('person.id')
        .where('person.id', '=', headId)
        .where('person.department_id', '=', id)
        .where('person.state', '=', 'active')
        .forUpdate()
        .executeTakeFirst()
      if (fit === undefined) throw departmentHeadUnfit()
    }
    await ctx.db
      .updateTable('department')
      .set({ name, head_id: headId })
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? departmentNameTaken({ name }) : error
      })
    ctx.record({
      type: 'department.changed',
      subject: { kind: 'department', id },
      detail: {
        ...(name === before.name ? {} : { name: { from: before.name, to: name } }),
        ...(headId === before.head_id ? {} : { head: { from: before.head_id, to: headId } }),
      },
    })
    return {}
  },
})
