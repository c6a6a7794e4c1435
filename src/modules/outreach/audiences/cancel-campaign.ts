import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { campaignOver } from './audience-problems.ts'

export const cancelCampaign = defineOperation({
  name: 'outreach.cancel-campaign',
  summary: { zh: '中止一批判断；已占的名额到时自动释放', en: 'Cancel a campaign; what it reserved ends by itself' },
  effect: 'change',
  permission: 'outreach.send',
  records: ['campaign.cancelled'],
  input: z.strictObject({ id: z.uuid().toLowerCase() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    // Waits for the step that is under way.
    const row = await ctx.db.selectFrom('outreach_campaign').select(['state', 'asked', 'digest']).where('id', '=', id).forUpdate().executeTakeFirst()
    if (row === undefined) throw notFound()
    if (row.state !== 'running') throw campaignOver()
    await ctx.db.updateTable('outreach_campaign').set({ state: 'cancelled', finished_at: ctx.now, moved_at: ctx.now }).where('id', '=', id).execute()
    ctx.record({ type: 'campaign.cancelled', subject: { kind: 'campaign', id }, detail: { asked: row.asked, digest: row.digest } })
    return {}
  },
})
