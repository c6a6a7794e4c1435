import { z } from 'zod'
import { isUniqueViolation } from '../../kernel/database/index.ts'
import { newId } from '../../kernel/id.ts'
import { endpointFields, isFitUrl, mostEndpoints } from './endpoint-fields.ts'
import { endpointNameTaken, endpointUrlUnfit, personNeeded, tooManyEndpoints } from './problems.ts'
import { defineOperation } from './scope.ts'
import { sealSecret } from './secrets.ts'
import { newSecret } from './signature.ts'

export const addEndpoint = defineOperation({
  name: 'webhooks.add-endpoint',
  summary: { zh: '登记结果通知的接收地址，签名密钥只显示这一次', en: 'Register a webhook endpoint; its secret is shown this once' },
  effect: 'change',
  permission: 'webhooks.manage',
  records: ['webhook.added'],
  input: z.strictObject(endpointFields),
  output: z.object({ id: z.uuid(), secret: z.string() }),
  run: async (ctx, { name, url, events }) => {
    if (ctx.actor.kind !== 'person') throw personNeeded()
    if (!isFitUrl(url, ctx.ports.openedNetworks)) throw endpointUrlUnfit()
    const { count } = await ctx.db
      .selectFrom('webhook_endpoint')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count >= mostEndpoints) throw tooManyEndpoints({ most: mostEndpoints })
    const id = newId(ctx.now.getTime())
    const secret = newSecret()
    await ctx.db
      .insertInto('webhook_endpoint')
      .values({
        id,
        name,
        url: new URL(url).href,
        events: [...events],
        sealed_secret: sealSecret(ctx.secrets, id, secret),
        previous_sealed_secret: null,
        previous_until: null,
        state: 'active',
        failing_since: null,
        last_attempt_at: null,
        last_outcome: null,
        failures: 0,
        added_by: ctx.actor.id,
        added_at: ctx.now,
      })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? endpointNameTaken({ name }) : error
      })
    // The path of an address may itself be a secret; the ledger needs to know where things went, not the way in.
    ctx.record({
      type: 'webhook.added',
      subject: { kind: 'webhook', id },
      detail: { name, host: new URL(url).host, events: [...events] },
    })
    return { id, secret }
  },
})
