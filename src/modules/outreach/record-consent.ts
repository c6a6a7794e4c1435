import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { enforce } from '../../kernel/gate.ts'
import { newId } from '../../kernel/id.ts'
import { consentGate } from './consent-gate.ts'
import { channel, instant, subject } from './fields.ts'
import { holdRecipients } from './hold-recipients.ts'
import { recipientUnknown } from './problems.ts'
import { refusedAt } from './refused-at.ts'
import { defineOperation } from './scope.ts'

export const recordConsent = defineOperation({
  name: 'outreach.record-consent',
  summary: { zh: '登记一个人对一份告知书、一个渠道的同意和证据', en: "Record somebody's consent to one notice and channel, with its evidence" },
  effect: 'change',
  permission: 'outreach.record-consents',
  byKey: true,
  records: ['consent.given'],
  // One notice and one channel a call: a consent to several at once would be bundled.
  input: z.strictObject({
    person: subject,
    channel,
    noticeId: z.uuid(),
    noticeVersion: z.int().min(1).max(10_000),
    /** Of the text that was shown, as the notice gives it. */
    noticeDigest: z.string().regex(/^[0-9a-f]{64}$/).max(64),
    givenAt: instant,
    /** Which form was shown, for example `会员注册页 2026-05`. */
    form: z.string().trim().min(1).max(120),
    ip: z.union([z.ipv4().max(15), z.ipv6().max(45)]).nullable(),
    boxUntouched: z.boolean(),
    separate: z.boolean(),
    under14: z.boolean(),
    guardian: z.enum(['parent', 'other-guardian']).nullable(),
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, input) => {
    const { person, noticeId, noticeVersion, under14, guardian } = input
    const brief = (await ctx.ports.recipients(ctx.db, [person])).get(person)
    if (brief === undefined) throw recipientUnknown()
    const notice = await ctx.db
      .selectFrom('outreach_notice_version as version')
      .innerJoin('outreach_notice as notice', 'notice.id', 'version.notice_id')
      .select(['notice.purpose', 'notice.channels', 'notice.valid_from', 'version.sensitive', 'version.digest', 'version.published_at'])
      .where('version.notice_id', '=', noticeId)
      .where('version.version', '=', noticeVersion)
      .executeTakeFirst()
    if (notice === undefined) throw notFound()
    await holdRecipients(ctx, [person])
    const givenAt = new Date(input.givenAt)
    enforce(
      consentGate({
        now: ctx.now,
        givenAt,
        refusedAt: await refusedAt(ctx.db, { subject: person, purpose: notice.purpose, channel: input.channel }),
        boxUntouched: input.boxUntouched,
        separate: input.separate,
        under14: under14 || brief.under14,
        guardian: guardian !== null,
        notice: {
          sensitive: notice.sensitive,
          offersChannel: notice.channels.includes(input.channel),
          current: noticeVersion >= notice.valid_from,
          publishedAt: notice.published_at,
          sameText: notice.digest === input.noticeDigest,
        },
      }),
    )
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('outreach_consent')
      .values({
        subject: person,
        id,
        purpose: notice.purpose,
        channel: input.channel,
        notice_id: noticeId,
        notice_version: noticeVersion,
        notice_digest: notice.digest,
        given_at: givenAt,
        recorded_at: ctx.now,
        form: input.form,
        ip: input.ip,
        box_untouched: true,
        separate: input.separate,
        under14: under14 || brief.under14,
        guardian,
        withdrawn_at: null,
        withdrawn_via: null,
      })
      .execute()
    ctx.record({
      type: 'consent.given',
      subject: { kind: 'recipient', id: person },
      detail: { consent: id, purpose: notice.purpose, channel: input.channel, notice: noticeId, version: noticeVersion, digest: notice.digest },
    })
    return { id }
  },
})
