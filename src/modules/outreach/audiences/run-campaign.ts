import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { canonicalJson } from '../../../kernel/ledger/canonical.ts'
import { decide } from '../decide.ts'
import { reserve } from '../reserve.ts'
import { defineJob, type OutreachContext } from '../scope.ts'
import type { CampaignRow } from '../tables.ts'
import { audiencePage } from './audience-page.ts'

/** People of one step: some tenths of a second, and every one of them is held meanwhile. */
export const peopleOfStep = 2_000

const jobData = z.object({ campaignId: z.uuid() })

/**
 * Decides about an audience step by step, each in a transaction of its own: what a step has decided stands, and the next one
 * goes on behind it, also after a crash. Two that run at once do not meet: whoever comes second finds the row held and leaves.
 */
export const runCampaign = defineJob({
  name: 'outreach.run-campaign',
  run: async (ctx, data) => {
    const { campaignId } = jobData.parse(data)
    const campaign = await ctx.db
      .selectFrom('outreach_campaign')
      .selectAll()
      .where('id', '=', campaignId)
      .where('state', '=', 'running')
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (campaign === undefined) return
    const page = await audiencePage(ctx, { audienceId: campaign.audience_id, filter: campaign.filter, after: campaign.cursor, limit: peopleOfStep })
    const answers = page.ids.length === 0 ? [] : await answersOf(ctx, campaign, page.ids)
    await keep(ctx, campaign, answers, page.cursor)
    if (page.cursor === null) return
    await ctx.enqueue('outreach.run-campaign', { campaignId }, { key: campaignId })
    return 'again'
  },
})

type Answer = { person: string; reasons: readonly string[]; sendId: string | null }

const answersOf = async (ctx: OutreachContext, campaign: Selectable<CampaignRow>, people: readonly string[]): Promise<readonly Answer[]> => {
  const question = { people, purpose: campaign.purpose, channel: campaign.channel, materialId: campaign.material_id }
  const decided =
    campaign.mode === 'reserve'
      ? (await reserve(ctx, question)).answers
      : (await decide(ctx, question)).map((answer) => ({ ...answer, sendId: null }))
  return decided.map(({ person, decision, sendId }) => ({ person, reasons: decision.reasons.map(({ code }) => code), sendId }))
}

const keep = async (ctx: OutreachContext, campaign: Selectable<CampaignRow>, answers: readonly Answer[], cursor: string | null): Promise<void> => {
  const byReason = { ...campaign.by_reason }
  for (const { reasons } of answers) for (const code of reasons) byReason[code] = (byReason[code] ?? 0) + 1
  const allowed = answers.filter(({ reasons }) => reasons.length === 0).length
  const digest = createHash('sha256')
    .update(campaign.digest)
    .update(canonicalJson(answers.map(({ person, reasons, sendId }) => [person, [...reasons], sendId])))
    .digest('hex')
  if (answers.length > 0) {
    // Codes have no commas.
    await sql`
      insert into outreach_campaign_person (subject, campaign_id, reasons, send_id)
      select subject, cast(${campaign.id} as uuid), coalesce(string_to_array(nullif(reasons, ''), ','), '{}'), send_id
      from unnest(
        cast(${answers.map(({ person }) => person)} as uuid[]),
        cast(${answers.map(({ reasons }) => reasons.join(','))} as text[]),
        cast(${answers.map(({ sendId }) => sendId)} as uuid[])
      ) as answer (subject, reasons, send_id)
      on conflict do nothing`.execute(ctx.db)
  }
  const isDone = cursor === null
  await ctx.db
    .updateTable('outreach_campaign')
    .set({
      cursor: cursor ?? campaign.cursor,
      asked: campaign.asked + answers.length,
      allowed: campaign.allowed + allowed,
      by_reason: JSON.stringify(byReason),
      digest: answers.length === 0 ? campaign.digest : digest,
      moved_at: ctx.now,
      ...(isDone ? { state: 'done' as const, finished_at: ctx.now } : {}),
    })
    .where('id', '=', campaign.id)
    .execute()
  if (answers.length === 0 && !isDone) return
  ctx.record({
    type: 'campaign.decided',
    subject: { kind: 'campaign', id: campaign.id },
    detail: {
      asked: answers.length,
      allowed,
      askedInAll: campaign.asked + answers.length,
      allowedInAll: campaign.allowed + allowed,
      digest: answers.length === 0 ? campaign.digest : digest,
      done: isDone,
    },
  })
}
