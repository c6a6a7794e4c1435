import { z } from 'zod'
import { instant } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { audienceFilter } from './audience-input.ts'

/** Far more than a company has. */
const mostAudiences = 500

export const listAudiences = defineOperation({
  name: 'outreach.list-audiences',
  summary: { zh: '查看人群', en: 'List the audiences' },
  effect: 'read',
  permission: 'outreach.audit-campaigns',
  records: { unrecorded: 'Filters without personal data, and counts.' },
  input: z.strictObject({}),
  output: z.object({
    departments: z.array(z.object({ id: z.uuid(), name: z.string() })),
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        filter: audienceFilter,
        /** People of the list that was brought. */
        listed: z.int(),
        changedBy: z.string(),
        changedAt: instant,
      }),
    ),
  }),
  run: async (ctx) => {
    const rows = await ctx.db.selectFrom('outreach_audience').selectAll().orderBy('changed_at', 'desc').limit(mostAudiences).execute()
    const counts = await ctx.db
      .selectFrom('outreach_audience_member')
      .select((eb) => ['audience_id', eb.fn.countAll<number>().as('listed')])
      .groupBy('audience_id')
      .execute()
    const listed = new Map(counts.map((row) => [row.audience_id, row.listed]))
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.changed_by))
    return {
      departments: (await ctx.ports.departments(ctx.db)).map(({ id, name }) => ({ id, name })),
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        filter: row.filter,
        listed: listed.get(row.id) ?? 0,
        changedBy: people.get(row.changed_by)?.name ?? '',
        changedAt: row.changed_at.toISOString(),
      })),
    }
  },
})
