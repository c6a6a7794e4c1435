import { z } from 'zod'
import { consentPurpose, someChannels, subject } from './fields.ts'
import { recipientUnknown, replyNoKeyword } from './problems.ts'
import { defineOperation } from './scope.ts'
import { unsubscribeNow } from './unsubscribing.ts'
import { wantsOut } from './way-out.ts'

export const unsubscribe = defineOperation({
  name: 'outreach.unsubscribe',
  summary: { zh: '登记退订，立即生效；也用于短信回复', en: 'Unsubscribe somebody at once; for replies to text messages as well' },
  effect: 'change',
  permission: 'outreach.record-consents',
  byKey: true,
  records: ['recipient.unsubscribed'],
  input: z.strictObject({
    person: subject,
    purpose: consentPurpose,
    channels: someChannels,
    /** What the person replied to a text message: unsubscribes if it is the keyword and nothing else. */
    reply: z.string().max(500).optional(),
  }),
  output: z.object({}),
  run: async (ctx, { person, purpose, channels, reply }) => {
    if (reply !== undefined && !wantsOut(reply)) throw replyNoKeyword()
    if (!(await ctx.ports.recipients(ctx.db, [person])).has(person)) throw recipientUnknown()
    await unsubscribeNow(ctx, { subject: person, purpose, channels, via: reply === undefined ? 'staff' : 'reply', sendId: null })
    return {}
  },
})
