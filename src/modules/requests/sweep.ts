import { turnMemoryMs } from './proof/turns.ts'
import { defineJob } from './scope.ts'
import { resumeTelling } from './telling/deliver-news.ts'

/** Requests of one step. */
const stepSize = 200

export const sweepJob = 'requests.sweep'

/**
 * Every hour: destroys what was written and answered once its thirty days are over, and forgets codes, visits and turns that
 * are past; and sees to what was not told yet. In steps that ask for the next; done twice it changes nothing.
 */
export const sweep = defineJob({
  name: sweepJob,
  schedule: '40 * * * *',
  run: async (ctx) => {
    await ctx.db.deleteFrom('rights_proof').where('expires_at', '<', ctx.now).execute()
    await ctx.db.deleteFrom('rights_session').where('expires_at', '<', ctx.now).execute()
    await ctx.db.deleteFrom('rights_turn').where('last_at', '<', new Date(ctx.now.getTime() - turnMemoryMs)).execute()
    await resumeTelling(ctx)
    const due = await ctx.db
      .selectFrom('rights_request')
      .select('id')
      .where('open_until', '<=', ctx.now)
      .where('destroyed_at', 'is', null)
      .orderBy('id')
      .limit(stepSize)
      .forUpdate()
      .skipLocked()
      .execute()
    if (due.length === 0) return
    const ids = due.map(({ id }) => id)
    await ctx.db
      .updateTable('rights_request')
      .set({ sealed_wish: null, sealed_reply: null, sealed_answer: null, contact_key: null, sealed_contact: null, destroyed_at: ctx.now })
      .where('id', 'in', ids)
      .execute()
    for (const id of ids) ctx.record({ type: 'request.contents-destroyed', subject: { kind: 'rights-request', id } })
    if (due.length === stepSize) await ctx.enqueue(sweepJob, {}, { key: 'rest' })
  },
})
