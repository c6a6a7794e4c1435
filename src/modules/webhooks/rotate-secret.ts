import { z } from 'zod'
import { bothSecretsHours } from './endpoint-fields.ts'
import { lockEndpoint } from './lock-endpoint.ts'
import { defineOperation } from './scope.ts'
import { sealSecret } from './secrets.ts'
import { newSecret } from './signature.ts'

export const rotateSecret = defineOperation({
  name: 'webhooks.rotate-secret',
  summary: { zh: '更换签名密钥，新旧密钥同时有效一天', en: 'Rotate the signing secret; both hold for a day' },
  effect: 'change',
  permission: 'webhooks.manage',
  records: ['webhook.secret-rotated'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ secret: z.string(), previousUntil: z.iso.datetime() }),
  run: async (ctx, { id }) => {
    const { name, sealed_secret: previous } = await lockEndpoint(ctx, id)
    const secret = newSecret()
    const until = new Date(ctx.now.getTime() + bothSecretsHours * 3_600_000)
    await ctx.db
      .updateTable('webhook_endpoint')
      .set({
        sealed_secret: sealSecret(ctx.secrets, id, secret),
        previous_sealed_secret: previous,
        previous_until: until,
      })
      .where('id', '=', id)
      .execute()
    ctx.record({
      type: 'webhook.secret-rotated',
      subject: { kind: 'webhook', id },
      detail: { name, previousUntil: until.toISOString() },
    })
    return { secret, previousUntil: until.toISOString() }
  },
})
