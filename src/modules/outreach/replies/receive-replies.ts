import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { refuseByReply, resumeByReply } from '../unsubscribing.ts'
import { wantsBack, wantsOut } from '../way-out.ts'
import { replyAddressUnknown } from './reply-problems.ts'
import { isReplyToken, mostReplies, replySuppliers } from './reply-source.ts'

export const receiveReplies = defineOperation({
  name: 'outreach.receive-replies',
  summary: { zh: '接收短信回复，退订立即生效', en: 'Take replies to text messages; an unsubscribe is in force at once' },
  effect: 'change',
  permission: 'front',
  records: ['reply.received', 'recipient.unsubscribed', 'recipient.resubscribed'],
  input: z.strictObject({
    supplier: z.enum(replySuppliers),
    token: z.string().max(100),
    replies: z.array(z.strictObject({ mobile: z.string().max(30), content: z.string().max(1000) })).min(1).max(mostReplies),
  }),
  // The same for whoever is known and whoever is not.
  output: z.object({}),
  run: async (ctx, { supplier, token, replies }) => {
    if (!isReplyToken(ctx.secrets, supplier, token)) throw replyAddressUnknown()
    // The last word of each number counts.
    const last = new Map<string, 'out' | 'back'>()
    for (const { mobile, content } of replies) {
      if (wantsOut(content)) last.set(mobile, 'out')
      else if (wantsBack(content)) last.set(mobile, 'back')
    }
    const people = await ctx.ports.byMobile(ctx, [...last.keys()])
    const those = (word: 'out' | 'back'): string[] => [...new Set(people.flatMap(({ mobile, id }) => (last.get(mobile) === word ? [id] : [])))].toSorted()
    const [out, back] = [those('out'), those('back')]
    await refuseByReply(ctx, out)
    const resumed = await resumeByReply(ctx, back)
    ctx.record({
      type: 'reply.received',
      subject: { kind: 'sms-supplier', id: supplier },
      detail: { replies: replies.length, keywords: last.size, unsubscribed: out.length, resumed },
    })
    return {}
  },
})
