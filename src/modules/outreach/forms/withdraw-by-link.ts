import { sql } from 'kysely'
import { z } from 'zod'
import { holdRecipients } from '../hold-recipients.ts'
import { defineOperation } from '../scope.ts'
import { releaseRefused } from '../unsubscribing.ts'
import { linkToken } from '../view-link.ts'
import { consentPurposes } from '../vocabulary.ts'
import { givenBy } from './withdrawal-link.ts'

export const withdrawByLink = defineOperation({
  name: 'outreach.withdraw-by-link',
  summary: { zh: '本人凭链接撤回同意，立即生效', en: 'Withdraw, by the link, what was agreed to by a form' },
  effect: 'change',
  permission: 'front',
  records: ['consent.withdrawn'],
  input: z.strictObject({ token: linkToken }),
  output: z.object({}),
  run: async (ctx, { token }) => {
    const given = await givenBy(ctx.db, ctx.secrets, token)
    const subject = given[0]?.subject ?? ''
    await holdRecipients(ctx, [subject])
    // Whoever says no to a purpose and channel means every yes to it, also one that was given elsewhere before.
    const { rows } = await sql<{ id: string }>`
      update outreach_consent as old set withdrawn_at = ${ctx.now}, withdrawn_via = 'link'
      where old.subject = ${subject} and old.withdrawn_at is null and (old.purpose, old.channel) in (
        select purpose, channel from outreach_consent where subject = ${subject} and id = any (cast(${given.map(({ id }) => id)} as uuid[]))
      )
      returning id`.execute(ctx.db)
    const channels = [...new Set(given.map(({ channel }) => channel))]
    for (const purpose of consentPurposes) {
      const refused = given.filter((each) => each.purpose === purpose).map(({ channel }) => channel)
      if (refused.length > 0) await releaseRefused(ctx, { subject, purpose, channels: refused })
    }
    ctx.record({
      type: 'consent.withdrawn',
      subject: { kind: 'recipient', id: subject },
      detail: { channels, consents: rows.slice(0, 100).map(({ id }) => id), via: 'link' },
    })
    return {}
  },
})
