import { z } from 'zod'
import { mostEndpoints } from './endpoint-fields.ts'
import { defineOperation } from './scope.ts'
import { webhookEvents } from './vocabulary.ts'

const instant = z.iso.datetime()

export const listEndpoints = defineOperation({
  name: 'webhooks.list-endpoints',
  summary: { zh: '查看结果通知的接收地址和最近一次的情况', en: 'List the webhook endpoints with what came of the last attempt' },
  effect: 'read',
  permission: 'webhooks.manage',
  records: { unrecorded: 'Where results are sent and whether they arrived; of people only who added it.' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        url: z.string(),
        events: z.array(z.enum(webhookEvents)),
        state: z.enum(['active', 'disabled']),
        /** Attempts that failed in a row. */
        failures: z.int(),
        failingSince: instant.nullable(),
        lastAttemptAt: instant.nullable(),
        /** `http-204`, `timeout`, `address-not-allowed`, an error code of the network. */
        lastOutcome: z.string().nullable(),
        waiting: z.int(),
        /** The secret before signs as well until then. */
        previousSecretUntil: instant.nullable(),
        addedBy: z.object({ id: z.uuid(), name: z.string() }),
        addedAt: instant,
      }),
    ),
  }),
  run: async (ctx) => {
    const rows = await ctx.db
      .selectFrom('webhook_endpoint')
      .select(['id', 'name', 'url', 'events', 'state', 'failures', 'failing_since', 'last_attempt_at', 'last_outcome'])
      .select(['previous_until', 'added_by', 'added_at'])
      .select((eb) =>
        eb
          .selectFrom('webhook_delivery')
          .whereRef('webhook_delivery.endpoint_id', '=', 'webhook_endpoint.id')
          .where('webhook_delivery.state', '=', 'waiting')
          .select((inner) => inner.fn.countAll<number>().as('waiting'))
          .as('waiting'),
      )
      .orderBy('name')
      .limit(mostEndpoints)
      .execute()
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.added_by))
    return {
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        url: row.url,
        events: row.events,
        state: row.state,
        failures: row.failures,
        failingSince: row.failing_since?.toISOString() ?? null,
        lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
        lastOutcome: row.last_outcome,
        waiting: row.waiting ?? 0,
        previousSecretUntil:
          row.previous_until !== null && row.previous_until > ctx.now ? row.previous_until.toISOString() : null,
        addedBy: { id: row.added_by, name: people.get(row.added_by)?.name ?? '' },
        addedAt: row.added_at.toISOString(),
      })),
    }
  },
})
