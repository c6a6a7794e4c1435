import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'

/** People of one page. */
const pageSize = 50

export const listCampaignPeople = defineOperation({
  name: 'outreach.list-campaign-people',
  summary: { zh: '查看一次活动里的人（遮盖显示），按理由筛选', en: 'See the people of a campaign, masked, by reason' },
  effect: 'read',
  permission: 'outreach.audit-campaigns',
  records: ['campaign.viewed', 'customer.listed'],
  input: z.strictObject({
    id: z.uuid().toLowerCase(),
    /** A reason against sending; null for those who could be reached. */
    reason: z.string().max(40).regex(/^[a-z-]+$/).nullable(),
    /** The last person of the page before. */
    after: z.uuid().toLowerCase().nullable(),
  }),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), name: z.string().nullable(), mobile: z.string().nullable(), reasons: z.array(z.string()) })),
    /** For the next page; null on the last. */
    next: z.uuid().nullable(),
  }),
  run: async (ctx, { id, reason, after }) => {
    if ((await ctx.db.selectFrom('outreach_campaign').select('id').where('id', '=', id).executeTakeFirst()) === undefined) throw notFound()
    const rows = await ctx.db
      .selectFrom('outreach_campaign_person')
      .select(['subject', 'reasons'])
      .where('campaign_id', '=', id)
      .where(reason === null ? sql<boolean>`reasons = '{}'` : sql<boolean>`${reason} = any (reasons)`)
      .$if(after !== null, (query) => query.where('subject', '>', after ?? ''))
      .orderBy('subject')
      .limit(pageSize + 1)
      .execute()
    const shown = rows.slice(0, pageSize)
    const masked = await ctx.ports.maskedCustomers(ctx, shown.map(({ subject }) => subject))
    ctx.record({ type: 'campaign.viewed', subject: { kind: 'campaign', id }, detail: { reason, people: shown.length } })
    return {
      items: shown.map(({ subject, reasons }) => ({
        id: subject,
        name: masked.get(subject)?.name ?? null,
        mobile: masked.get(subject)?.mobile ?? null,
        reasons,
      })),
      next: rows.length > pageSize ? (shown.at(-1)?.subject ?? null) : null,
    }
  },
})
