import { sql } from 'kysely'
import { z } from 'zod'
import { channel, consentPurpose, instant } from './fields.ts'
import { defineOperation } from './scope.ts'

/** Far more than a company has. */
const mostNotices = 500

export const listNotices = defineOperation({
  name: 'outreach.list-notices',
  summary: { zh: '查看告知书，以及各有多少人同意、多少人需要重新征求', en: 'List the notices with how many consented and must be asked again' },
  effect: 'read',
  permission: 'outreach.view',
  records: { unrecorded: 'Texts that were written for the public, and counts.' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        purpose: consentPurpose,
        channels: z.array(channel),
        version: z.int(),
        publishedAt: instant,
        sensitive: z.boolean(),
        /** People whose consent to it is in force. */
        consenting: z.int(),
        /** People who consented to a version before and have not been asked again. */
        toAskAgain: z.int(),
      }),
    ),
  }),
  run: async (ctx) => {
    const rows = await ctx.db
      .selectFrom('outreach_notice as notice')
      .innerJoin('outreach_notice_version as version', (join) =>
        join.onRef('version.notice_id', '=', 'notice.id').onRef('version.version', '=', 'notice.version'),
      )
      .select(['notice.id', 'notice.purpose', 'notice.channels', 'notice.version', 'notice.published_at'])
      .select(['version.title', 'version.sensitive'])
      .orderBy('notice.published_at', 'desc')
      .limit(mostNotices)
      .execute()
    const counts = await sql<{ notice_id: string; consenting: number; asked: number }>`
      select notice_id, count(*) filter (where current) as consenting, count(*) filter (where not current) as asked
      from (
        select given.notice_id, given.subject, bool_or(given.notice_version >= notice.valid_from) as current
        from outreach_consent as given join outreach_notice as notice on notice.id = given.notice_id
        where given.withdrawn_at is null
        group by given.notice_id, given.subject
      ) as people
      group by notice_id`.execute(ctx.db)
    const byNotice = new Map(counts.rows.map((row) => [row.notice_id, row]))
    return {
      items: rows.map((row) => ({
        id: row.id,
        title: row.title,
        purpose: row.purpose,
        channels: row.channels,
        version: row.version,
        publishedAt: row.published_at.toISOString(),
        sensitive: row.sensitive,
        consenting: byNotice.get(row.id)?.consenting ?? 0,
        toAskAgain: byNotice.get(row.id)?.asked ?? 0,
      })),
    }
  },
})
