import { z } from 'zod'
import { defineOperation, personOf } from '../scope.ts'
import { lockRequest, step } from '../step.ts'

export const take = defineOperation({
  name: 'requests.take',
  summary: { zh: '开始办理权利请求', en: 'Begin to work on a request' },
  effect: 'change',
  permission: 'requests.handle',
  records: ['request.taken'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const person = personOf(ctx)
    const row = await lockRequest(ctx, id)
    await step(ctx, row, 'take', { handler_id: person.id })
    ctx.record({ type: 'request.taken', subject: { kind: 'rights-request', id } })
    return {}
  },
})
