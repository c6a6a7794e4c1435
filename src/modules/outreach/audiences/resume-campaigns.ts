import { sql } from 'kysely'
import { defineJob } from '../scope.ts'

const staleMs = 60_000
/** Estimates are of their day; a campaign that reserved is kept. */
const estimateLifeMs = 7 * 86_400_000
/** Rows that one step clears away. */
const rowsOfStep = 10_000

/** Goes on with campaigns that stand still: after a crash or a restart. */
export const resumeCampaigns = defineJob({
  name: 'outreach.resume-campaigns',
  schedule: '* * * * *',
  run: async (ctx) => {
    const rows = await ctx.db
      .selectFrom('outreach_campaign')
      .select('id')
      .where('state', '=', 'running')
      .where('moved_at', '<', new Date(ctx.now.getTime() - staleMs))
      .limit(20)
      .execute()
    for (const { id } of rows) await ctx.enqueue('outreach.run-campaign', { campaignId: id }, { key: id })
  },
})

/** Clears estimates of last week away, people first and in steps. */
export const clearEstimates = defineJob({
  name: 'outreach.clear-estimates',
  schedule: '40 3 * * *',
  run: async ({ db, now, enqueue }) => {
    const old = await db
      .selectFrom('outreach_campaign')
      .select('id')
      .where('mode', '=', 'estimate')
      .where('state', '<>', 'running')
      .where('started_at', '<', new Date(now.getTime() - estimateLifeMs))
      .orderBy('started_at')
      .executeTakeFirst()
    if (old === undefined) return
    const { rows } = await sql`
      delete from outreach_campaign_person where campaign_id = ${old.id} and subject in (
        select subject from outreach_campaign_person where campaign_id = ${old.id} order by subject limit ${rowsOfStep}
      ) returning subject`.execute(db)
    if (rows.length === 0) await db.deleteFrom('outreach_campaign').where('id', '=', old.id).execute()
    await enqueue('outreach.clear-estimates', {}, { key: 'next' })
    return 'again'
  },
})
