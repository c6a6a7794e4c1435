import { defineJob } from './scope.ts'

const day = 24 * 60 * 60 * 1000
/** How long the log shows what was sent. */
const logDays = 30
/** A message that could not be sent for so long, because its endpoint is disabled, is of no use any more. */
const staleDays = 7

/** Gives up what waited too long, removes old lines of the log, and secrets that no longer sign. */
export const forgetDeliveries = defineJob({
  name: 'webhooks.forget-deliveries',
  schedule: '27 3 * * *',
  run: async (ctx) => {
    const before = (days: number): Date => new Date(ctx.now.getTime() - days * day)
    await ctx.db
      .updateTable('webhook_delivery')
      .set({ state: 'failed', sealed_payload: null, claimed_until: null, ended_at: ctx.now, last_outcome: 'stale' })
      .where('state', '=', 'waiting')
      .where('created_at', '<', before(staleDays))
      .execute()
    await ctx.db.deleteFrom('webhook_delivery').where('ended_at', '<', before(logDays)).execute()
    await ctx.db
      .updateTable('webhook_endpoint')
      .set({ previous_sealed_secret: null, previous_until: null })
      .where('previous_until', '<', ctx.now)
      .execute()
  },
})
