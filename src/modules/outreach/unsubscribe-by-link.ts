import { z } from 'zod'
import { linkedSend } from './link-send.ts'
import { defineOperation } from './scope.ts'
import { unsubscribeNow } from './unsubscribing.ts'
import { linkToken } from './view-link.ts'
import { channels } from './vocabulary.ts'

export const unsubscribeByLink = defineOperation({
  name: 'outreach.unsubscribe-by-link',
  summary: { zh: '凭链接退订', en: 'Unsubscribe by the link of a message' },
  effect: 'change',
  permission: 'front',
  records: ['recipient.unsubscribed'],
  input: z.strictObject({ token: linkToken, from: z.enum(['channel', 'all']) }),
  output: z.object({}),
  run: async (ctx, { token, from }) => {
    const { id, subject, channel, purpose } = await linkedSend(ctx.db, ctx.secrets, token)
    await unsubscribeNow(ctx, { subject, purpose, channels: from === 'all' ? channels : [channel], via: 'link', sendId: id })
    return {}
  },
})
