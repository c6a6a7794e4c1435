import { z } from 'zod'
import { token } from '../proof/prove.ts'
import { lockOwnRequest, visitOf } from '../proof/visit.ts'
import { defineOperation } from '../scope.ts'
import { takeBack } from '../take-back.ts'

export const withdrawOwn = defineOperation({
  name: 'requests.withdraw-own',
  summary: { zh: '本人撤回请求', en: 'Take one’s own request back' },
  effect: 'change',
  permission: 'front',
  records: ['request.withdrawn'],
  input: z.strictObject({ session: token, id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { session, id }) => {
    await takeBack(ctx, await lockOwnRequest(ctx, await visitOf(ctx, session), id))
    return {}
  },
})
