import { deliveryJob, enqueueDelivery } from './announce.ts'
import { claimDue } from './claim-due.ts'
import { keepAttempts } from './keep-attempts.ts'
import { defineJob, webhooksDatabase } from './scope.ts'
import { sendMessages } from './send-messages.ts'

/**
 * Sends what is due, and writes down what came of it. Runs when something was announced, and every minute for what is
 * to be tried again. At least once: after a crash between sending and writing down a message goes out again, under
 * the same id.
 */
export const deliver = defineJob({
  name: deliveryJob,
  schedule: '* * * * *',
  // The calls are made here, before the transaction: nobody waits in the database for a receiver.
  prepare: async ({ db, now, secrets, ports }) => {
    const due = await claimDue(webhooksDatabase(db), { now, secrets })
    return { due, attempts: await sendMessages(due, { now, opened: ports.openedNetworks }) }
  },
  run: async (ctx, _data, { due, attempts }) => {
    await keepAttempts(ctx, attempts)
    const tried = new Set(attempts.map(({ id }) => id))
    const left = due.filter(({ id }) => !tried.has(id)).map(({ id }) => id)
    if (left.length > 0) {
      // Not begun in this round: free for the next, after a pause for whoever has just failed.
      await ctx.db
        .updateTable('webhook_delivery')
        .set({ claimed_until: null, next_attempt_at: new Date(ctx.now.getTime() + 30_000) })
        .where('id', 'in', left)
        .where('state', '=', 'waiting')
        .execute()
    }
    if (attempts.some(({ ok }) => ok)) await enqueueIfMoreIsDue(ctx)
  },
})

const enqueueIfMoreIsDue = async (ctx: Parameters<typeof keepAttempts>[0]): Promise<void> => {
  const more = await ctx.db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook_endpoint', 'webhook_endpoint.id', 'webhook_delivery.endpoint_id')
    .select('webhook_delivery.id')
    .where('webhook_delivery.state', '=', 'waiting')
    .where('webhook_endpoint.state', '=', 'active')
    .where('next_attempt_at', '<=', ctx.now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', ctx.now)]))
    .limit(1)
    .executeTakeFirst()
  if (more !== undefined) await enqueueDelivery(ctx)
}
