import { z } from 'zod'
import { addDelivery, enqueueDelivery } from './announce.ts'
import { lockEndpoint } from './lock-endpoint.ts'
import { endpointDisabled } from './problems.ts'
import { defineOperation } from './scope.ts'

export const testEndpoint = defineOperation({
  name: 'webhooks.test-endpoint',
  summary: { zh: '向接收地址发送一条测试通知', en: 'Send a test to a webhook endpoint' },
  effect: 'change',
  permission: 'webhooks.manage',
  records: ['webhook.tested'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ deliveryId: z.uuid() }),
  run: async (ctx, { id }) => {
    const { name, state } = await lockEndpoint(ctx, id)
    if (state === 'disabled') throw endpointDisabled()
    const deliveryId = await addDelivery(ctx, { endpointId: id, event: 'webhook.test', data: { endpointId: id } })
    await enqueueDelivery(ctx)
    ctx.record({ type: 'webhook.tested', subject: { kind: 'webhook', id }, detail: { name, deliveryId } })
    return { deliveryId }
  },
})
