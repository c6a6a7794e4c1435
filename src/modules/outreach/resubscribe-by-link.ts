import { z } from 'zod'
import { holdRecipients } from './hold-recipients.ts'
import { linkedSend } from './link-send.ts'
import { defineOperation } from './scope.ts'
import { linkToken } from './view-link.ts'

export const resubscribeByLink = defineOperation({
  name: 'outreach.resubscribe-by-link',
  summary: { zh: '本人凭链接撤销退订', en: 'Undo, by the same link, what it unsubscribed' },
  effect: 'change',
  permission: 'front',
  records: ['recipient.resubscribed'],
  input: z.strictObject({ token: linkToken }),
  output: z.object({}),
  run: async (ctx, { token }) => {
    const { id, subject, purpose } = await linkedSend(ctx.db, ctx.secrets, token)
    await holdRecipients(ctx, [subject])
    // The link of an old message, or of one that was passed on, gives nothing back that another way took.
    const rows = await ctx.db
      .updateTable('outreach_unsubscribe')
      .set({ undone_at: ctx.now })
      .where('subject', '=', subject)
      .where('send_id', '=', id)
      .where('undone_at', 'is', null)
      .returning('channel')
      .execute()
    ctx.record({
      type: 'recipient.resubscribed',
      subject: { kind: 'recipient', id: subject },
      detail: { purpose, channels: rows.map(({ channel }) => channel) },
    })
    return {}
  },
})
