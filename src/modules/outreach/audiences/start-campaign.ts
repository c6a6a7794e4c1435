import { createHash } from 'node:crypto'
import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import { question } from '../fields.ts'
import { defineOperation, personOf } from '../scope.ts'
import { campaignsUnderWay } from './audience-problems.ts'

/** Campaigns at once; each is work for one job. */
const mostAtOnce = 5

export const startCampaign = defineOperation({
  name: 'outreach.start-campaign',
  summary: { zh: '对一个人群逐人判断：只看能触达多少人，或占用名额准备发送', en: 'Decide about a whole audience: only count, or reserve a message for everybody who may get one' },
  effect: 'change',
  permission: 'outreach.send',
  records: ['campaign.started'],
  input: z.strictObject({ ...question, audienceId: z.uuid().toLowerCase(), mode: z.enum(['estimate', 'reserve']) }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { audienceId, mode, purpose, channel, materialId }) => {
    const person = personOf(ctx)
    const audience = await ctx.db.selectFrom('outreach_audience').selectAll().where('id', '=', audienceId).executeTakeFirst()
    if (audience === undefined) throw notFound()
    const { running } = await ctx.db
      .selectFrom('outreach_campaign')
      .select((eb) => eb.fn.countAll<number>().as('running'))
      .where('state', '=', 'running')
      .executeTakeFirstOrThrow()
    if (running >= mostAtOnce) throw campaignsUnderWay({ count: running })
    const material = materialId === null ? undefined : await ctx.ports.copy(ctx.db, materialId)
    const copyDigest = material === undefined ? null : createHash('sha256').update(material.text).digest('hex')
    const id = newId(ctx.now.getTime())
    const said = { purpose, channel, material: materialId, copyDigest, audience: audienceId, name: audience.name, filter: audience.filter, mode }
    await ctx.db
      .insertInto('outreach_campaign')
      .values({
        id,
        mode,
        audience_id: audienceId,
        audience_name: audience.name,
        filter: JSON.stringify(audience.filter),
        purpose,
        channel,
        material_id: materialId,
        copy_digest: copyDigest,
        state: 'running',
        cursor: null,
        asked: 0,
        allowed: 0,
        by_reason: '{}',
        digest: createHash('sha256').update(id).digest('hex'),
        started_by: person.id,
        started_at: ctx.now,
        moved_at: ctx.now,
        finished_at: null,
      })
      .execute()
    ctx.record({ type: 'campaign.started', subject: { kind: 'campaign', id }, detail: said })
    await ctx.enqueue('outreach.run-campaign', { campaignId: id }, { key: id })
    return { id }
  },
})
