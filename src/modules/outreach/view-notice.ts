import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { channel, consentPurpose, instant } from './fields.ts'
import { noticePath } from './notice-page/page.ts'
import { defineOperation } from './scope.ts'

/** The latest versions that are shown. */
const mostVersions = 100

export const viewNotice = defineOperation({
  name: 'outreach.view-notice',
  summary: { zh: '查看一份告知书的各个版本', en: 'See the versions of a notice' },
  effect: 'read',
  permission: 'outreach.view',
  byKey: true,
  records: { unrecorded: 'Texts that were written for the public, and which colleague published them.' },
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    purpose: consentPurpose,
    channels: z.array(channel),
    /** Consents to versions before this one no longer count. */
    validFrom: z.int(),
    /** Where everybody can read it. */
    url: z.string(),
    versions: z.array(
      z.object({
        version: z.int(),
        title: z.string(),
        purposeText: z.string(),
        method: z.string(),
        scope: z.string(),
        retention: z.string(),
        recipients: z.string(),
        plainText: z.string(),
        sensitive: z.boolean(),
        digest: z.string(),
        asksAgain: z.boolean(),
        /** Consents to it that were not withdrawn; they count from `validFrom` on. */
        consents: z.int(),
        publishedBy: z.object({ id: z.uuid(), name: z.string() }),
        publishedAt: instant,
      }),
    ),
  }),
  run: async (ctx, { id }) => {
    const head = await ctx.db.selectFrom('outreach_notice').selectAll().where('id', '=', id).executeTakeFirst()
    if (head === undefined) throw notFound()
    const rows = await ctx.db
      .selectFrom('outreach_notice_version')
      .selectAll()
      .where('notice_id', '=', id)
      .orderBy('version', 'desc')
      .limit(mostVersions)
      .execute()
    const counts = await ctx.db
      .selectFrom('outreach_consent')
      .select((eb) => ['notice_version', eb.fn.countAll<number>().as('consents')])
      .where('notice_id', '=', id)
      .where('withdrawn_at', 'is', null)
      .groupBy('notice_version')
      .execute()
    const byVersion = new Map(counts.map((row) => [row.notice_version, row.consents]))
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.published_by))
    return {
      id,
      purpose: head.purpose,
      channels: head.channels,
      validFrom: head.valid_from,
      url: new URL(`${noticePath}/${id}`, ctx.ports.site()).href,
      versions: rows.map((row) => ({
        version: row.version,
        title: row.title,
        purposeText: row.purpose_text,
        method: row.method,
        scope: row.scope,
        retention: row.retention,
        recipients: row.recipients,
        plainText: row.plain_text,
        sensitive: row.sensitive,
        digest: row.digest,
        asksAgain: row.asks_again,
        consents: byVersion.get(row.version) ?? 0,
        publishedBy: { id: row.published_by, name: people.get(row.published_by)?.name ?? '' },
        publishedAt: row.published_at.toISOString(),
      })),
    }
  },
})
