import { z } from 'zod'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest } from '../step.ts'
import { takeBack } from '../take-back.ts'

export const noteWithdrawal = defineOperation({
  name: 'requests.note-withdrawal',
  summary: { zh: '登记本人撤回请求', en: 'Enter that the person took the request back' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.withdrawn'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    personOf(ctx)
    await takeBack(ctx, await lockRequest(ctx, id))
    return {}
  },
})
