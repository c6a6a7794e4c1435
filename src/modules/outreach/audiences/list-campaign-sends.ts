import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { mostAtOnce } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { unsubscribePath, unsubscribeToken } from '../unsubscribe-link.ts'

export const listCampaignSends = defineOperation({
  name: 'outreach.list-campaign-sends',
  summary: { zh: '取走一次活动放行的消息，供发送系统使用', en: 'Fetch what a campaign has reserved, for the sending system' },
  effect: 'read',
  permission: 'outreach.send',
  byKey: true,
  records: ['campaign.viewed'],
  input: z.strictObject({ id: z.uuid().toLowerCase(), after: z.uuid().toLowerCase().nullable() }),
  output: z.object({
    items: z.array(z.object({ person: z.uuid(), sendId: z.uuid(), unsubscribeUrl: z.string() })),
    next: z.uuid().nullable(),
  }),
  run: async (ctx, { id, after }) => {
    if ((await ctx.db.selectFrom('outreach_campaign').select('id').where('id', '=', id).executeTakeFirst()) === undefined) throw notFound()
    // What was refused, unsubscribed or has run out meanwhile is no longer handed over.
    const rows = await ctx.db
      .selectFrom('outreach_campaign_person as person')
      .innerJoin('outreach_send as message', (join) => join.onRef('message.subject', '=', 'person.subject').onRef('message.id', '=', 'person.send_id'))
      .select(['person.subject', 'message.id'])
      .where('person.campaign_id', '=', id)
      .where('message.state', '=', 'reserved')
      .where('message.expires_at', '>', ctx.now)
      .$if(after !== null, (query) => query.where('person.subject', '>', after ?? ''))
      .orderBy('person.subject')
      .limit(mostAtOnce)
      .execute()
    ctx.record({ type: 'campaign.viewed', subject: { kind: 'campaign', id }, detail: { reserved: rows.length } })
    const site = ctx.ports.site()
    return {
      items: rows.map((row) => ({
        person: row.subject,
        sendId: row.id,
        unsubscribeUrl: new URL(`${unsubscribePath}/${unsubscribeToken(ctx.secrets, row.id)}`, site).href,
      })),
      next: rows.length === mostAtOnce ? (rows.at(-1)?.subject ?? null) : null,
    }
  },
})
