import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { channel, instant } from './fields.ts'
import { defineOperation } from './scope.ts'

/** People of one page. */
const pageSize = 50

export const listToAskAgain = defineOperation({
  name: 'outreach.list-to-ask-again',
  summary: { zh: '查看告知书变更后须重新征求同意的人（遮盖显示）', en: 'See who must be asked again since a notice changed, masked' },
  effect: 'read',
  permission: 'outreach.view-consents',
  records: ['consent.looked-up', 'customer.listed'],
  input: z.strictObject({
    noticeId: z.uuid().toLowerCase(),
    channel: channel.nullable(),
    /** Only who consented to this version last. */
    version: z.int().min(1).max(10_000).nullable(),
    /** The last person of the page before. */
    after: z.uuid().toLowerCase().nullable(),
  }),
  output: z.object({
    /** Of this filter. */
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string().nullable(),
        mobile: z.string().nullable(),
        consents: z.array(z.object({ channel, version: z.int(), givenAt: instant })),
      }),
    ),
    /** For the next page; null on the last. */
    next: z.uuid().nullable(),
  }),
  run: async (ctx, { noticeId, channel: by, version, after }) => {
    const notice = await ctx.db.selectFrom('outreach_notice').select('valid_from').where('id', '=', noticeId).executeTakeFirst()
    if (notice === undefined) throw notFound()
    // The last consent of each person and channel decides; who said yes to a later version is not asked again.
    const last = sql`
      select distinct on (subject, channel) subject, channel, notice_version, given_at, withdrawn_at
      from outreach_consent where notice_id = ${noticeId} and (${by}::text is null or channel = ${by})
      order by subject, channel, given_at desc, id desc`
    const outdated = sql`
      select subject, json_agg(json_build_object('channel', channel, 'version', notice_version, 'at', given_at) order by channel) as consents
      from (${last}) as last
      where withdrawn_at is null and notice_version < ${notice.valid_from} and (${version}::integer is null or notice_version = ${version})
      group by subject`
    const count = await sql<{ total: number }>`select count(*) as total from (${outdated}) as people`.execute(ctx.db)
    const { rows } = await sql<{ subject: string; consents: { channel: z.output<typeof channel>; version: number; at: string }[] }>`
      select subject, consents from (${outdated}) as people
      where ${after}::uuid is null or subject > ${after}::uuid
      order by subject limit ${pageSize + 1}`.execute(ctx.db)
    const shown = rows.slice(0, pageSize)
    const masked = await ctx.ports.maskedCustomers(ctx, shown.map(({ subject }) => subject))
    ctx.record({
      type: 'consent.looked-up',
      subject: { kind: 'notice', id: noticeId },
      detail: { for: 'list-to-ask-again', people: shown.length, channel: by, version },
    })
    return {
      total: count.rows[0]?.total ?? 0,
      items: shown.map(({ subject, consents }) => ({
        id: subject,
        name: masked.get(subject)?.name ?? null,
        mobile: masked.get(subject)?.mobile ?? null,
        consents: consents.map((each) => ({ channel: each.channel, version: each.version, givenAt: new Date(each.at).toISOString() })),
      })),
      next: rows.length > pageSize ? (shown.at(-1)?.subject ?? null) : null,
    }
  },
})
