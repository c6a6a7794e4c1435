import { announceToAll } from './announce.ts'
import { defineJob } from './scope.ts'

/**
 * Tells other systems that a material was approved or returned. What is sent names the material and its digest; whoever
 * wants more asks for it with the rights that they have.
 */
export const announceDecisions = defineJob({
  name: 'webhooks.announce-decisions',
  on: ['material.approved', 'review.returned'],
  run: async (ctx, { entryId, type, subjectId }) => {
    if (typeof entryId !== 'string' || typeof subjectId !== 'string') return
    const entry = await ctx.db
      .selectFrom('ledger_entry')
      .select(['at', 'detail'])
      .where('id', '=', entryId)
      .executeTakeFirst()
    if (entry === undefined) return
    const { version, digest, level } = entry.detail
    const data = {
      materialId: subjectId,
      decision: type === 'material.approved' ? 'approved' : 'returned',
      decidedAt: entry.at.toISOString(),
      ...(typeof version === 'number' ? { version } : {}),
      ...(typeof digest === 'string' ? { digest } : {}),
      ...(typeof level === 'string' ? { level } : {}),
      link: `/materials/${subjectId}`,
    }
    await announceToAll(ctx, { event: 'material.decided', data, causeId: entryId })
  },
})
