import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { consentGate } from '../consent-gate.ts'
import { holdRecipients } from '../hold-recipients.ts'
import type { Contact } from '../ports.ts'
import type { OutreachContext } from '../scope.ts'
import { signedId } from '../signed-id.ts'
import type { Guardian } from '../tables.ts'
import type { Channel } from '../vocabulary.ts'
import { formNotThere } from './form-problems.ts'
import { withdrawalUse } from './withdrawal-link.ts'

/** What somebody sent in, after everything about it was checked but whether it is a consent in law. */
export type Answers = {
  formId: string
  /** Of the words that were shown. */
  digest: string
  servedAt: string
  contacts: readonly Contact[]
  ticks: readonly { noticeId: string; version: number; channel: Channel }[]
  under14: boolean
  guardian: Guardian | null
  ip: string | null
}

/**
 * Registers the person where nobody knows them, and writes their consents with the evidence.
 * @returns the token of the link by which they are withdrawn
 * @throws Problem `gate.refused` where one of them is none in law, with nothing kept
 */
export const settleForm = async (ctx: OutreachContext, answers: Answers, { byCode }: { byCode: boolean }): Promise<string> => {
  const { formId, ticks, guardian } = answers
  const form = await ctx.db.selectFrom('outreach_form').select(['name', 'department_id']).where('id', '=', formId).executeTakeFirst()
  if (form === undefined) throw formNotThere()
  const notices = await ctx.db
    .selectFrom('outreach_notice_version as version')
    .innerJoin('outreach_notice as notice', 'notice.id', 'version.notice_id')
    .select(['notice.id', 'notice.purpose', 'notice.channels', 'notice.valid_from', 'version.version', 'version.sensitive', 'version.digest', 'version.published_at'])
    .where('notice.id', 'in', ticks.map(({ noticeId }) => noticeId))
    .execute()
  const subject = await ctx.ports.keepContact(ctx, {
    contacts: answers.contacts,
    departmentId: form.department_id,
    form: `同意表单“${form.name}”`,
    under14: answers.under14,
    guardian: guardian !== null,
  })
  const under14 = answers.under14 || (await ctx.ports.recipients(ctx.db, [subject])).get(subject)?.under14 === true
  await holdRecipients(ctx, [subject])
  const submission = newId(ctx.now.getTime())
  const rows = ticks.map(({ noticeId, version, channel }) => {
    const notice = notices.find((each) => each.id === noticeId && each.version === version)
    if (notice === undefined) throw formNotThere()
    // Its box stands in a part of its own, with a text of its own.
    const separate = notice.sensitive || under14
    enforce(
      consentGate({
        now: ctx.now,
        // Now, and so after whatever this person has refused before.
        givenAt: ctx.now,
        refusedAt: null,
        boxUntouched: true,
        separate,
        under14,
        guardian: guardian !== null,
        notice: {
          sensitive: notice.sensitive,
          offersChannel: notice.channels.includes(channel),
          current: version >= notice.valid_from,
          publishedAt: notice.published_at,
          sameText: true,
        },
      }),
    )
    return {
      subject,
      id: newId(ctx.now.getTime()),
      purpose: notice.purpose,
      channel,
      notice_id: noticeId,
      notice_version: version,
      notice_digest: notice.digest,
      given_at: ctx.now,
      recorded_at: ctx.now,
      form: form.name,
      ip: answers.ip,
      box_untouched: true,
      separate,
      under14,
      guardian,
      withdrawn_at: null,
      withdrawn_via: null,
      form_id: formId,
      form_digest: answers.digest,
      served_at: new Date(answers.servedAt),
      submission_id: submission,
      confirmed_by_code: byCode,
    }
  })
  await ctx.db.insertInto('outreach_consent').values(rows).execute()
  for (const row of rows) {
    ctx.record({
      type: 'consent.given',
      subject: { kind: 'recipient', id: subject },
      detail: {
        consent: row.id,
        purpose: row.purpose,
        channel: row.channel,
        notice: row.notice_id,
        version: row.notice_version,
        digest: row.notice_digest,
        form: formId,
        formDigest: answers.digest,
        confirmedByCode: byCode,
      },
    })
  }
  return signedId(ctx.secrets.consentForm, withdrawalUse, submission)
}
