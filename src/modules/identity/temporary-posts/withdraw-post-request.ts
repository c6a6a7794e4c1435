import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { lockOpenRequest } from './open-request.ts'

export const withdrawPostRequest = defineOperation({
  name: 'identity.withdraw-post-request',
  summary: { zh: '撤回自己的临时岗位申请', en: 'Withdraw a request of your own for a post' },
  effect: 'change',
  permission: 'signed-in',
  records: ['temporary-post.request-withdrawn'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, input) => {
    const actor = signedIn(ctx.actor)
    const { id, personId, post, obligationId } = await lockOpenRequest(ctx, input.id)
    // Of others one learns nothing.
    if (personId !== actor.id) throw notFound()
    await ctx.db
      .updateTable('temporary_post_request')
      .set({ state: 'withdrawn', decided_at: ctx.now })
      .where('id', '=', id)
      .execute()
    await ctx.obligations.cancel(obligationId, '申请人撤回')
    ctx.record({ type: 'temporary-post.request-withdrawn', subject: { kind: 'person', id: personId }, detail: { request: id, post } })
    return {}
  },
})
