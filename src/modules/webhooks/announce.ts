import type { Context } from '../../kernel/context.ts'
import { newId } from '../../kernel/id.ts'
import type { JsonObject } from '../../kernel/ledger/canonical.ts'
import { webhooksDatabase } from './scope.ts'
import { sealPayload } from './secrets.ts'
import type { WebhookEvent } from './vocabulary.ts'

/** Messages that may wait for one endpoint; who asks for more is told so. */
const mostWaiting = 10_000
/** Bytes of a message; more is a defect of whoever announces. */
const longestPayload = 512 * 1024

export const deliveryJob = 'webhooks.deliver'

/** What of any module's context is needed to announce something. */
type Announcer = Pick<Context, 'now' | 'secrets' | 'enqueue'> & { db: Parameters<typeof webhooksDatabase>[0] }

/** Wakes the sender, once however often it is called before it runs. */
export const enqueueDelivery = ({ enqueue }: Pick<Announcer, 'enqueue'>): Promise<void> =>
  enqueue(deliveryJob, {}, { key: 'deliver' })

type Message = { endpointId: string; event: WebhookEvent | 'webhook.test'; data: JsonObject; causeId?: string }

/** Puts a message into an endpoint's line, in the caller's transaction. Returns its id. */
export const addDelivery = async (ctx: Announcer, { endpointId, event, data, causeId }: Message): Promise<string> => {
  const id = newId(ctx.now.getTime())
  const payload = JSON.stringify({ type: event, timestamp: ctx.now.toISOString(), data })
  if (Buffer.byteLength(payload) > longestPayload) {
    throw new RangeError(`A ${event} message is above ${longestPayload} bytes`)
  }
  await webhooksDatabase(ctx.db)
    .insertInto('webhook_delivery')
    .values({
      id,
      endpoint_id: endpointId,
      event,
      cause_id: causeId ?? null,
      sealed_payload: sealPayload(ctx.secrets, id, payload),
      created_at: ctx.now,
      state: 'waiting',
      attempts: 0,
      next_attempt_at: ctx.now,
      claimed_until: null,
      last_outcome: null,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.columns(['endpoint_id', 'cause_id']).doNothing())
    .execute()
  return id
}

/** Announces a ledger entry to every active endpoint that asked for the event, to each once. */
export const announceToAll = async (
  ctx: Announcer,
  { event, data, causeId }: { event: WebhookEvent; data: JsonObject; causeId: string },
): Promise<void> => {
  const endpoints = await webhooksDatabase(ctx.db)
    .selectFrom('webhook_endpoint')
    .select(['id', 'events'])
    .where('state', '=', 'active')
    .execute()
  const asked = endpoints.filter(({ events }) => events.includes(event))
  for (const { id } of asked) await addDelivery(ctx, { endpointId: id, event, data, causeId })
  if (asked.length > 0) await enqueueDelivery(ctx)
}

/**
 * Announces to one endpoint that the caller names, in the caller's transaction.
 * @returns what came of it: `unknown` also where the endpoint did not ask for the event
 */
export const announceTo = async (
  ctx: Announcer,
  { endpointId, event, data }: { endpointId: string; event: WebhookEvent; data: JsonObject },
): Promise<'announced' | 'unknown' | 'disabled' | 'full'> => {
  const db = webhooksDatabase(ctx.db)
  const endpoint = await db
    .selectFrom('webhook_endpoint')
    .select(['state', 'events'])
    .where('id', '=', endpointId)
    .executeTakeFirst()
  if (endpoint === undefined || !endpoint.events.includes(event)) return 'unknown'
  if (endpoint.state === 'disabled') return 'disabled'
  const waiting = db.selectFrom('webhook_delivery').where('endpoint_id', '=', endpointId).where('state', '=', 'waiting')
  const { count } = await db
    .selectFrom(waiting.select('id').limit(mostWaiting).as('waiting'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count >= mostWaiting) return 'full'
  await addDelivery(ctx, { endpointId, event, data })
  await enqueueDelivery(ctx)
  return 'announced'
}
