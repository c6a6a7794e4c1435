import { z } from 'zod'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest } from '../step.ts'
import { takeReply } from '../take-reply.ts'

export const noteReply = defineOperation({
  name: 'requests.note-reply',
  summary: { zh: '登记本人的补充，恢复计时', en: 'Enter what the person answered; the clock goes on' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.replied'],
  input: z.strictObject({ id: z.uuid(), text: z.string().trim().min(1).max(2000) }),
  output: z.object({}),
  run: async (ctx, { id, text }) => {
    personOf(ctx)
    await takeReply(ctx, await lockRequest(ctx, id), { text, from: 'staff' })
    return {}
  },
})
