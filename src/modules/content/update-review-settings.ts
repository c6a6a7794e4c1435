import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { defineOperation, personOf } from './scope.ts'

/** One minute to one week. */
const minutes = z.int().min(1).max(10_080)

export const updateReviewSettings = defineOperation({
  name: 'content.update-review-settings',
  summary: { zh: '设置一个部门的审核时限', en: 'Set the review deadlines of a department' },
  effect: 'change',
  permission: 'content.configure',
  records: ['review-settings.changed'],
  input: z.object({ departmentId: z.uuid(), departmentMinutes: minutes, legalMinutes: minutes }),
  output: z.object({}),
  run: async (ctx, { departmentId, departmentMinutes, legalMinutes }) => {
    const person = personOf(ctx)
    const departments = await ctx.ports.departments(ctx.db)
    if (!departments.some(({ id }) => id === departmentId)) throw notFound()
    const values = {
      department_minutes: departmentMinutes,
      legal_minutes: legalMinutes,
      updated_at: ctx.now,
      updated_by: person.id,
    }
    await ctx.db
      .insertInto('review_setting')
      .values({ department_id: departmentId, ...values })
      .onConflict((conflict) => conflict.column('department_id').doUpdateSet(values))
      .execute()
    ctx.record({
      type: 'review-settings.changed',
      subject: { kind: 'department', id: departmentId },
      detail: { departmentMinutes, legalMinutes },
    })
    return {}
  },
})
