import { defineJob } from '../scope.ts'
import { endTemporaryPostsJob, recordEnd } from './end-posts.ts'

/** Ends that are put on record in one run; more are left to the next. */
const batch = 200

/**
 * Puts on record what has run out. The right is gone at that moment anyway, because every request looks at the clock; the
 * job only says so in the ledger.
 */
export const endTemporaryPosts = defineJob({
  name: endTemporaryPostsJob,
  schedule: '*/10 * * * *',
  run: async (ctx) => {
    const over = await ctx.db
      .selectFrom('temporary_post')
      .select(['id', 'person_id', 'post', 'ends_at'])
      .where('ended_at', 'is', null)
      .where('ends_at', '<=', ctx.now)
      .orderBy('ends_at')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const one of over) {
      await ctx.db.updateTable('temporary_post').set({ ended_at: one.ends_at }).where('id', '=', one.id).execute()
      recordEnd(ctx, one, 'ran-out')
    }
  },
})
