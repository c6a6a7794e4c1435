import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import { defineOperation, personOf } from '../scope.ts'
import { audienceFilter } from './audience-input.ts'
import { audienceNameTaken } from './audience-problems.ts'

export const saveAudience = defineOperation({
  name: 'outreach.save-audience',
  summary: { zh: '新增或修改人群', en: 'Make or change an audience' },
  effect: 'change',
  permission: 'outreach.manage-audiences',
  records: ['audience.saved'],
  input: z.strictObject({
    /** The audience that is changed; null for a new one. */
    id: z.uuid().toLowerCase().nullable(),
    name: z.string().trim().min(1).max(60),
    filter: audienceFilter,
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { id, name, filter }) => {
    const person = personOf(ctx)
    const values = { name, filter: JSON.stringify(filter), changed_by: person.id, changed_at: ctx.now }
    const audienceId = id ?? newId(ctx.now.getTime())
    const written =
      id === null
        ? ctx.db.insertInto('outreach_audience').values({ id: audienceId, ...values }).returning('id').execute()
        : ctx.db.updateTable('outreach_audience').set(values).where('id', '=', id).returning('id').execute()
    const rows = await written.catch((error: unknown) => {
      throw isUniqueViolation(error) ? audienceNameTaken() : error
    })
    if (rows.length === 0) throw notFound()
    ctx.record({ type: 'audience.saved', subject: { kind: 'audience', id: audienceId }, detail: { name, filter } })
    return { id: audienceId }
  },
})
