import { z } from 'zod'
import { token } from '../proof/prove.ts'
import { lockOwnRequest, visitOf } from '../proof/visit.ts'
import { defineOperation } from '../scope.ts'
import { takeReply } from '../take-reply.ts'

export const replyOwn = defineOperation({
  name: 'requests.reply-own',
  summary: { zh: '本人补充说明，恢复计时', en: 'Answer what was asked, so that the clock goes on' },
  effect: 'change',
  permission: 'front',
  records: ['request.replied'],
  input: z.strictObject({ session: token, id: z.uuid(), text: z.string().trim().min(1).max(2000) }),
  output: z.object({}),
  run: async (ctx, { session, id, text }) => {
    await takeReply(ctx, await lockOwnRequest(ctx, await visitOf(ctx, session), id), { text, from: 'person' })
    return {}
  },
})
