import { z } from 'zod'
import { consentPurpose, someChannels, subject } from './fields.ts'
import { holdRecipients } from './hold-recipients.ts'
import { nothingToWithdraw } from './problems.ts'
import { defineOperation } from './scope.ts'
import { releaseRefused } from './unsubscribing.ts'

export const withdrawConsent = defineOperation({
  name: 'outreach.withdraw-consent',
  summary: { zh: '登记撤回同意，立即生效', en: 'Withdraw the consent of somebody, at once' },
  effect: 'change',
  permission: 'outreach.record-consents',
  byKey: true,
  records: ['consent.withdrawn'],
  input: z.strictObject({
    person: subject,
    purpose: consentPurpose,
    channels: someChannels,
    /** By what the person said so. */
    via: z.enum(['phone', 'online', 'store', 'written']),
  }),
  output: z.object({ withdrawn: z.int() }),
  run: async (ctx, { person, purpose, channels, via }) => {
    await holdRecipients(ctx, [person])
    const rows = await ctx.db
      .updateTable('outreach_consent')
      .set({ withdrawn_at: ctx.now, withdrawn_via: via })
      .where('subject', '=', person)
      .where('purpose', '=', purpose)
      .where('channel', 'in', channels)
      .where('withdrawn_at', 'is', null)
      .returning('id')
      .execute()
    if (rows.length === 0) throw nothingToWithdraw()
    await releaseRefused(ctx, { subject: person, purpose, channels })
    ctx.record({
      type: 'consent.withdrawn',
      subject: { kind: 'recipient', id: person },
      detail: { purpose, channels: [...channels], consents: rows.slice(0, 100).map(({ id }) => id), via },
    })
    return { withdrawn: rows.length }
  },
})
