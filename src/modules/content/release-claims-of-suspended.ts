import { releaseClaim } from './release-claim.ts'
import { defineJob } from './scope.ts'

/** Nobody waits for a person who was suspended: what they had claimed goes back to the queue. */
export const releaseClaimsOfSuspended = defineJob({
  name: 'content.release-claims-of-suspended',
  on: ['person.suspended'],
  run: async (ctx, { subjectId }) => {
    if (typeof subjectId !== 'string') return
    const held = await ctx.db
      .selectFrom('material_review')
      .select('id')
      .where('reviewer_id', '=', subjectId)
      .where('state', '=', 'claimed')
      .where('level', '<>', 'self')
      .execute()
    for (const { id } of held) await releaseClaim(ctx, id, subjectId)
  },
})
