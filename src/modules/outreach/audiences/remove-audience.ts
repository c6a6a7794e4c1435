import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'

export const removeAudience = defineOperation({
  name: 'outreach.remove-audience',
  summary: { zh: '删除人群（已有的活动记录保留）', en: 'Remove an audience; the record of campaigns stays' },
  effect: 'change',
  permission: 'outreach.manage-audiences',
  records: ['audience.removed'],
  input: z.strictObject({ id: z.uuid().toLowerCase() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const row = await ctx.db.deleteFrom('outreach_audience').where('id', '=', id).returning('name').executeTakeFirst()
    if (row === undefined) throw notFound()
    ctx.record({ type: 'audience.removed', subject: { kind: 'audience', id }, detail: { name: row.name } })
    return {}
  },
})
