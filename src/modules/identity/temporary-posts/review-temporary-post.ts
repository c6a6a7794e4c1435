import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { enforce, defineGate } from '../../../kernel/gate.ts'
import { mandatoryReason } from '../fields.ts'
import { temporaryPostReviewed } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'

const reviewerGate = defineGate<{ reviewerId: string; personId: string }>([
  {
    code: 'temporary-post.own-review',
    otherwise: 'deny',
    sentence: { zh: '不能复核自己紧急取得的岗位。', en: 'Nobody reviews a post that they took themselves.' },
    holds: ({ reviewerId, personId }) => reviewerId !== personId,
  },
])

export const reviewTemporaryPost = defineOperation({
  name: 'identity.review-temporary-post',
  summary: { zh: '复核紧急取得的岗位', en: 'Review a post that was taken in an emergency' },
  effect: 'change',
  permission: 'identity.manage-people',
  records: ['temporary-post.reviewed'],
  input: z.strictObject({ id: z.uuid(), note: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { id, note }) => {
    const reviewer = signedIn(ctx.actor)
    const row = await ctx.db
      .selectFrom('temporary_post')
      .select(['person_id', 'post', 'obligation_id', 'reviewed_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound()
    if (row.obligation_id === null || row.reviewed_at !== null) throw temporaryPostReviewed()
    enforce(reviewerGate({ reviewerId: reviewer.id, personId: row.person_id }))
    await ctx.db
      .updateTable('temporary_post')
      .set({ reviewed_at: ctx.now, reviewed_by: reviewer.id, review_note: note })
      .where('id', '=', id)
      .execute()
    await ctx.obligations.meet(row.obligation_id, { temporaryPost: id, note })
    ctx.record({
      type: 'temporary-post.reviewed',
      subject: { kind: 'person', id: row.person_id },
      detail: { temporaryPost: id, post: row.post, note },
    })
    return {}
  },
})
