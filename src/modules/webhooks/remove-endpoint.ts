import { z } from 'zod'
import { lockEndpoint } from './lock-endpoint.ts'
import { defineOperation } from './scope.ts'

export const removeEndpoint = defineOperation({
  name: 'webhooks.remove-endpoint',
  summary: { zh: '删除接收地址，未发出的通知一并作废', en: 'Remove a webhook endpoint and what still waits for it' },
  effect: 'change',
  permission: 'webhooks.manage',
  records: ['webhook.removed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const { name, url } = await lockEndpoint(ctx, id)
    await ctx.db.deleteFrom('webhook_endpoint').where('id', '=', id).execute()
    ctx.record({ type: 'webhook.removed', subject: { kind: 'webhook', id }, detail: { name, host: new URL(url).host } })
    return {}
  },
})
