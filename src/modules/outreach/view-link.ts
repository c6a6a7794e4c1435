import { z } from 'zod'
import { channel } from './fields.ts'
import { linkedSend } from './link-send.ts'
import { defineOperation } from './scope.ts'
import { consentPurposes } from './vocabulary.ts'

/** A token of a link as it comes in; whether it is one of ours is asked where it is used. */
export const linkToken = z.string().max(100)

export const viewLink = defineOperation({
  name: 'outreach.view-link',
  summary: { zh: '打开退订链接', en: 'Open an unsubscribe link' },
  effect: 'read',
  permission: 'front',
  records: { unrecorded: 'Opening changes nothing and shows nothing of the person but whether this link unsubscribed them.' },
  input: z.strictObject({ token: linkToken }),
  output: z.object({
    /** Who sent the message; null before set-up. */
    sender: z.string().nullable(),
    channel,
    purpose: z.enum(consentPurposes),
    /** Channels that are unsubscribed for this purpose. */
    unsubscribed: z.array(channel),
    /** Those among them that this link can give back. */
    undoable: z.array(channel),
  }),
  run: async (ctx, { token }) => {
    const send = await linkedSend(ctx.db, ctx.secrets, token)
    const rows = await ctx.db
      .selectFrom('outreach_unsubscribe')
      .select(['channel', 'send_id'])
      .where('subject', '=', send.subject)
      .where('purpose', '=', send.purpose)
      .where('undone_at', 'is', null)
      .execute()
    return {
      sender: await ctx.ports.company(ctx.db),
      channel: send.channel,
      purpose: send.purpose,
      unsubscribed: rows.map((row) => row.channel),
      undoable: rows.filter((row) => row.send_id === send.id).map((row) => row.channel),
    }
  },
})
