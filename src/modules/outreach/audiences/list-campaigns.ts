import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { defineOperation } from '../scope.ts'
import { campaignBrief } from './campaign-record.ts'

export const listCampaigns = defineOperation({
  name: 'outreach.list-campaigns',
  summary: { zh: '查看活动记录', en: 'List the campaigns' },
  effect: 'read',
  permission: 'outreach.audit-campaigns',
  records: { unrecorded: 'Counts, and which colleague started them.' },
  input: z.strictObject({ audienceId: z.uuid().toLowerCase().optional(), ...pageFields }),
  output: z.object({ total: z.int(), items: z.array(z.object(campaignBrief)) }),
  run: async (ctx, { audienceId, page, pageSize }) => {
    const found = ctx.db.selectFrom('outreach_campaign').$if(audienceId !== undefined, (query) => query.where('audience_id', '=', audienceId ?? ''))
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found.selectAll().orderBy('started_at', 'desc').orderBy('id').limit(pageSize).offset(offsetOf({ page, pageSize })).execute()
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.started_by))
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        mode: row.mode,
        audienceName: row.audience_name,
        purpose: row.purpose,
        channel: row.channel,
        materialId: row.material_id,
        state: row.state,
        asked: row.asked,
        allowed: row.allowed,
        startedBy: people.get(row.started_by)?.name ?? '',
        startedAt: row.started_at.toISOString(),
        finishedAt: row.finished_at?.toISOString() ?? null,
      })),
    }
  },
})
