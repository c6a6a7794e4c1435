import { z } from 'zod'
import { newId } from '../../kernel/id.ts'
import { notFound } from '../../kernel/errors.ts'
import { consentPurpose, someChannels } from './fields.ts'
import { asksAgain, noticeDigest, type NoticeText } from './notice-version.ts'
import { noticePurposeFixed, noticeUnchanged } from './problems.ts'
import { defineOperation, type OutreachContext, personOf } from './scope.ts'

const text = (most: number) => z.string().trim().min(1).max(most)

export const publishNotice = defineOperation({
  name: 'outreach.publish-notice',
  summary: { zh: '发布告知书，或发布它的新版本', en: 'Publish a notice, or a new version of one' },
  effect: 'change',
  permission: 'outreach.publish-notices',
  records: ['notice.published'],
  input: z.strictObject({
    /** The notice that is changed; null for a new one. */
    id: z.uuid().nullable(),
    purpose: consentPurpose,
    channels: someChannels,
    title: text(100),
    purposeText: text(1000),
    method: text(1000),
    scope: text(1000),
    retention: text(500),
    recipients: text(1000),
    plainText: text(5000),
    sensitive: z.boolean(),
  }),
  output: z.object({
    id: z.uuid(),
    version: z.int(),
    digest: z.string(),
    /** Whether whoever consented before must be asked again. */
    asksAgain: z.boolean(),
  }),
  run: async (ctx, { id, purpose, channels, ...notice }) => {
    const person = personOf(ctx)
    const before = id === null ? null : await latestOf(ctx, id)
    if (before !== null && before.purpose !== purpose) throw noticePurposeFixed()
    const digest = noticeDigest(notice)
    const offered = [...new Set(channels)].toSorted()
    if (before !== null && before.digest === digest && before.channels.join() === offered.join()) throw noticeUnchanged()
    const again = before !== null && asksAgain(before.text, notice)
    const noticeId = id ?? newId(ctx.now.getTime())
    const version = (before?.version ?? 0) + 1
    const head = {
      channels: offered,
      version,
      valid_from: again ? version : (before?.validFrom ?? 1),
      published_at: ctx.now,
    }
    await (before === null
      ? ctx.db.insertInto('outreach_notice').values({ id: noticeId, purpose, ...head }).execute()
      : ctx.db.updateTable('outreach_notice').set(head).where('id', '=', noticeId).execute())
    await ctx.db
      .insertInto('outreach_notice_version')
      .values({
        notice_id: noticeId,
        version,
        title: notice.title,
        purpose_text: notice.purposeText,
        method: notice.method,
        scope: notice.scope,
        retention: notice.retention,
        recipients: notice.recipients,
        plain_text: notice.plainText,
        sensitive: notice.sensitive,
        digest,
        asks_again: again,
        published_by: person.id,
        published_at: ctx.now,
      })
      .execute()
    ctx.record({
      type: 'notice.published',
      subject: { kind: 'notice', id: noticeId },
      detail: { version, purpose, channels: offered, digest, asksAgain: again },
    })
    return { id: noticeId, version, digest, asksAgain: again }
  },
})

/** The version in force, held until the end of the transaction. */
const latestOf = async ({ db }: Pick<OutreachContext, 'db'>, id: string) => {
  const head = await db.selectFrom('outreach_notice').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (head === undefined) throw notFound()
  const row = await db
    .selectFrom('outreach_notice_version')
    .selectAll()
    .where('notice_id', '=', id)
    .where('version', '=', head.version)
    .executeTakeFirstOrThrow()
  const text: NoticeText = {
    title: row.title,
    purposeText: row.purpose_text,
    method: row.method,
    scope: row.scope,
    retention: row.retention,
    recipients: row.recipients,
    plainText: row.plain_text,
    sensitive: row.sensitive,
  }
  return { purpose: head.purpose, channels: head.channels, version: head.version, validFrom: head.valid_from, digest: row.digest, text }
}
