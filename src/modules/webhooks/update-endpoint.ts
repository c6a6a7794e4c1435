import { z } from 'zod'
import { isUniqueViolation } from '../../kernel/database/index.ts'
import { endpointFields, isFitUrl } from './endpoint-fields.ts'
import { lockEndpoint } from './lock-endpoint.ts'
import { endpointNameTaken, endpointUrlUnfit } from './problems.ts'
import { defineOperation } from './scope.ts'

export const updateEndpoint = defineOperation({
  name: 'webhooks.update-endpoint',
  summary: { zh: '修改接收地址', en: 'Change a webhook endpoint' },
  effect: 'change',
  permission: 'webhooks.manage',
  records: ['webhook.changed'],
  input: z.strictObject({ id: z.uuid(), ...endpointFields }),
  output: z.object({}),
  run: async (ctx, { id, name, url, events }) => {
    if (!isFitUrl(url, ctx.ports.openedNetworks)) throw endpointUrlUnfit()
    const before = await lockEndpoint(ctx, id)
    const address = new URL(url)
    await ctx.db
      .updateTable('webhook_endpoint')
      .set({ name, url: address.href, events: [...events] })
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? endpointNameTaken({ name }) : error
      })
    ctx.record({
      type: 'webhook.changed',
      subject: { kind: 'webhook', id },
      detail: {
        name,
        host: { from: new URL(before.url).host, to: address.host },
        urlChanged: before.url !== address.href,
        events: [...events],
      },
    })
    return {}
  },
})
