import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import { departmentName } from '../fields.ts'
import { departmentNameTaken } from '../problems.ts'
import { defineOperation } from '../scope.ts'

export const addDepartment = defineOperation({
  name: 'identity.add-department',
  summary: { zh: '新增部门', en: 'Add a department' },
  effect: 'change',
  permission: 'identity.manage-people',
  records: ['department.added'],
  input: z.strictObject({ name: departmentName }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { name }) => {
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('department')
      .values({ id, name, head_id: null, added_at: ctx.now })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? departmentNameTaken({ name }) : error
      })
    ctx.record({ type: 'department.added', subject: { kind: 'department', id }, detail: { name } })
    return { id }
  },
})
