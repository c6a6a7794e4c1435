import { z } from 'zod'
import { channel, consentPurpose, instant } from '../fields.ts'
import { noticeNotThere } from '../problems.ts'
import { defineOperation } from '../scope.ts'

/** The latest versions that the page leads to. */
const mostVersions = 100

export const readNotice = defineOperation({
  name: 'outreach.read-notice',
  summary: { zh: '公开阅读告知书', en: 'Read a notice in public' },
  effect: 'read',
  permission: 'front',
  records: { unrecorded: 'A text that was written for the public.' },
  input: z.strictObject({
    id: z.uuid().toLowerCase(),
    /** Null for the one in force. */
    version: z.int().min(1).max(10_000).nullable(),
  }),
  output: z.object({
    id: z.uuid(),
    company: z.string().nullable(),
    purpose: consentPurpose,
    channels: z.array(channel),
    version: z.int(),
    inForce: z.int(),
    /** Whether a consent to this version still counts. */
    counts: z.boolean(),
    publishedAt: instant,
    title: z.string(),
    purposeText: z.string(),
    method: z.string(),
    scope: z.string(),
    retention: z.string(),
    recipients: z.string(),
    plainText: z.string(),
    sensitive: z.boolean(),
    digest: z.string(),
    versions: z.array(z.object({ version: z.int(), publishedAt: instant })),
  }),
  run: async (ctx, { id, version }) => {
    const head = await ctx.db.selectFrom('outreach_notice').selectAll().where('id', '=', id).executeTakeFirst()
    if (head === undefined) throw noticeNotThere()
    const row = await ctx.db
      .selectFrom('outreach_notice_version')
      .selectAll()
      .where('notice_id', '=', id)
      .where('version', '=', version ?? head.version)
      .executeTakeFirst()
    if (row === undefined) throw noticeNotThere()
    const versions = await ctx.db
      .selectFrom('outreach_notice_version')
      .select(['version', 'published_at'])
      .where('notice_id', '=', id)
      .orderBy('version', 'desc')
      .limit(mostVersions)
      .execute()
    return {
      id,
      company: await ctx.ports.company(ctx.db),
      purpose: head.purpose,
      channels: head.channels,
      version: row.version,
      inForce: head.version,
      counts: row.version >= head.valid_from,
      publishedAt: row.published_at.toISOString(),
      title: row.title,
      purposeText: row.purpose_text,
      method: row.method,
      scope: row.scope,
      retention: row.retention,
      recipients: row.recipients,
      plainText: row.plain_text,
      sensitive: row.sensitive,
      digest: row.digest,
      versions: versions.map((each) => ({ version: each.version, publishedAt: each.published_at.toISOString() })),
    }
  },
})
