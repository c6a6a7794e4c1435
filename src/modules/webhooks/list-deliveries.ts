import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { defineOperation } from './scope.ts'

export const listDeliveries = defineOperation({
  name: 'webhooks.list-deliveries',
  summary: { zh: '查看发给某个接收地址的通知', en: 'List what was sent to a webhook endpoint' },
  effect: 'read',
  permission: 'webhooks.manage',
  records: { unrecorded: 'Times and outcomes of messages, not what they said.' },
  input: z.strictObject({ endpointId: z.uuid(), ...pageFields }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        /** The webhook-id that the receiver saw. */
        id: z.uuid(),
        event: z.string(),
        createdAt: z.iso.datetime(),
        state: z.enum(['waiting', 'delivered', 'failed']),
        attempts: z.int(),
        nextAttemptAt: z.iso.datetime().nullable(),
        lastOutcome: z.string().nullable(),
        endedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  run: async (ctx, { endpointId, page, pageSize }) => {
    const found = ctx.db.selectFrom('webhook_delivery').where('endpoint_id', '=', endpointId)
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found
      .select(['id', 'event', 'created_at', 'state', 'attempts', 'next_attempt_at', 'last_outcome', 'ended_at'])
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        event: row.event,
        createdAt: row.created_at.toISOString(),
        state: row.state,
        attempts: row.attempts,
        nextAttemptAt: row.state === 'waiting' ? row.next_attempt_at.toISOString() : null,
        lastOutcome: row.last_outcome,
        endedAt: row.ended_at?.toISOString() ?? null,
      })),
    }
  },
})
