import { z } from 'zod'
import { lockEndpoint } from './lock-endpoint.ts'
import { defineOperation } from './scope.ts'
import { enqueueDelivery } from './announce.ts'

export const switchEndpoint = defineOperation({
  name: 'webhooks.switch-endpoint',
  summary: { zh: '启用或停用接收地址', en: 'Enable or disable a webhook endpoint' },
  effect: 'change',
  permission: 'webhooks.manage',
  records: ['webhook.enabled', 'webhook.disabled'],
  input: z.strictObject({ id: z.uuid(), active: z.boolean() }),
  output: z.object({}),
  run: async (ctx, { id, active }) => {
    const { name } = await lockEndpoint(ctx, id)
    await ctx.db
      .updateTable('webhook_endpoint')
      .set({ state: active ? 'active' : 'disabled', failures: 0, failing_since: null })
      .where('id', '=', id)
      .execute()
    if (active) {
      // What waited meanwhile goes out now.
      await ctx.db
        .updateTable('webhook_delivery')
        .set({ next_attempt_at: ctx.now })
        .where('endpoint_id', '=', id)
        .where('state', '=', 'waiting')
        .execute()
      await enqueueDelivery(ctx)
    }
    ctx.record({
      type: active ? 'webhook.enabled' : 'webhook.disabled',
      subject: { kind: 'webhook', id },
      detail: { name, by: 'person' },
    })
    return {}
  },
})
