import { nextAttempt, isDisabledBy } from './retry.ts'
import type { WebhooksContext } from './scope.ts'
import type { Attempt } from './send-messages.ts'

/** Writes down what came of a round: which messages have arrived, when the others are tried again, who is disabled. */
export const keepAttempts = async (ctx: WebhooksContext, attempts: readonly Attempt[]): Promise<void> => {
  const lines = Map.groupBy(attempts, ({ endpointId }) => endpointId)
  // In one order everywhere, so that two servers never wait for each other.
  for (const [endpointId, line] of [...lines].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await keepLine(ctx, endpointId, line)
  }
}

const keepLine = async (ctx: WebhooksContext, endpointId: string, line: readonly Attempt[]): Promise<void> => {
  const { db, now } = ctx
  const endpoint = await db
    .selectFrom('webhook_endpoint')
    .select(['name', 'state', 'failures', 'failing_since'])
    .where('id', '=', endpointId)
    .forUpdate()
    .executeTakeFirst()
  // Removed meanwhile, and its messages with it.
  if (endpoint === undefined) return
  let { failures } = endpoint
  let failingSince = endpoint.failing_since
  let disabled = false
  for (const attempt of line) {
    const givenUp = attempt.ok ? false : await keepFailure(ctx, attempt)
    if (attempt.ok) {
      await db
        .updateTable('webhook_delivery')
        .set((eb) => ({
          state: 'delivered' as const,
          attempts: eb('attempts', '+', 1),
          sealed_payload: null,
          claimed_until: null,
          last_outcome: attempt.outcome,
          ended_at: now,
        }))
        .where('id', '=', attempt.id)
        .where('state', '=', 'waiting')
        .execute()
    }
    failures = attempt.ok ? 0 : failures + 1
    failingSince = attempt.ok ? null : (failingSince ?? now)
    disabled ||= failingSince !== null && isDisabledBy({ failures, failingSince, now, givenUp, gone: attempt.gone })
  }
  await db
    .updateTable('webhook_endpoint')
    .set({
      failures,
      failing_since: failingSince,
      last_attempt_at: now,
      last_outcome: line.at(-1)?.outcome ?? null,
      ...(disabled ? { state: 'disabled' as const } : {}),
    })
    .where('id', '=', endpointId)
    .execute()
  if (disabled && endpoint.state === 'active') await tellDisabled(ctx, { id: endpointId, name: endpoint.name })
}

/** Returns whether the message is given up. */
const keepFailure = async ({ db, now }: WebhooksContext, { id, outcome }: Attempt): Promise<boolean> => {
  const row = await db
    .selectFrom('webhook_delivery')
    .select('attempts')
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) return false
  const attempts = row.attempts + 1
  const next = nextAttempt(attempts, now)
  await db
    .updateTable('webhook_delivery')
    .set({
      attempts,
      claimed_until: null,
      last_outcome: outcome,
      ...(next === null
        ? { state: 'failed' as const, sealed_payload: null, ended_at: now }
        : { next_attempt_at: next }),
    })
    .where('id', '=', id)
    .execute()
  return next === null
}

const tellDisabled = async (ctx: WebhooksContext, { id, name }: { id: string; name: string }): Promise<void> => {
  ctx.record({ type: 'webhook.disabled', subject: { kind: 'webhook', id }, detail: { name, by: 'failures' } })
  for (const person of await ctx.ports.holders(ctx.db, { post: 'security-administrator' })) {
    await ctx.notify(person, {
      kind: 'webhook.disabled',
      sentence: {
        zh: '接收地址“{name}”多次没有接收成功，已停用；请对方排查后在“设置”里重新启用',
        en: 'The endpoint "{name}" failed repeatedly and was disabled; enable it in the settings when it is repaired',
      },
      params: { name },
      link: '/settings',
    })
  }
}
