import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { campaignRecord, recordOf } from './campaign-record.ts'

export const viewCampaign = defineOperation({
  name: 'outreach.view-campaign',
  summary: { zh: '查看一次活动的记录：能触达多少人，其余的为什么不能', en: 'See the record of a campaign: who could be reached, and why not the rest' },
  effect: 'read',
  permission: 'outreach.audit-campaigns',
  byKey: true,
  records: { unrecorded: 'Counts, and which colleague started it.' },
  input: z.strictObject({ id: z.uuid().toLowerCase() }),
  output: campaignRecord,
  run: (ctx, { id }) => recordOf(ctx, id),
})
