import { z } from 'zod'
import { enforce, defineGate } from '../../../kernel/gate.ts'
import { mandatoryReason } from '../fields.ts'
import { matrixInForce } from '../posts/matrix-in-force.ts'
import { postTitle } from '../posts/permission-matrix.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { beginPost } from './begin-post.ts'
import { lockOpenRequest } from './open-request.ts'

const deciderGate = defineGate<{ deciderId: string; personId: string }>([
  {
    code: 'temporary-post.own-request',
    otherwise: 'deny',
    sentence: { zh: '不能处理自己的申请，请由另一位安全管理员处理。', en: 'Nobody decides on their own request; ask another security administrator.' },
    holds: ({ deciderId, personId }) => deciderId !== personId,
  },
])

export const decidePostRequest = defineOperation({
  name: 'identity.decide-post-request',
  summary: { zh: '处理临时岗位申请：授予或不同意', en: 'Give a post that was asked for, or decline' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['temporary-post.given', 'temporary-post.declined'],
  input: z.discriminatedUnion('decision', [
    z.strictObject({ id: z.uuid(), decision: z.literal('given') }),
    z.strictObject({ id: z.uuid(), decision: z.literal('declined'), note: mandatoryReason }),
  ]),
  /** Until when the post is held; null where it was declined. */
  output: z.object({ endsAt: z.iso.datetime().nullable() }),
  run: async (ctx, input) => {
    const decider = signedIn(ctx.actor)
    const { id, personId, post, hours, reason, obligationId } = await lockOpenRequest(ctx, input.id)
    enforce(deciderGate({ deciderId: decider.id, personId }))
    const decided = { decided_at: ctx.now, decided_by: decider.id }
    const request = ctx.db.updateTable('temporary_post_request').where('id', '=', id)
    await ctx.obligations.meet(obligationId, { request: id, decision: input.decision })
    if (input.decision === 'given') {
      // Counted from now, and told to everybody whom a given post is told to.
      const given = await beginPost(ctx, { personId, post, hours, reason, kind: 'given' })
      await request.set({ state: 'given', temporary_post_id: given.id, ...decided }).execute()
      return { endsAt: given.endsAt.toISOString() }
    }
    const { note } = input
    await request.set({ state: 'declined', note, ...decided }).execute()
    ctx.record({ type: 'temporary-post.declined', subject: { kind: 'person', id: personId }, detail: { request: id, post, hours, note } })
    const { zh, en } = postTitle((await matrixInForce(ctx.db)).matrix, post)
    await ctx.notify(personId, {
      kind: 'temporary-post.declined',
      sentence: {
        zh: `您临时担任“${zh}”的申请没有通过：{note}`,
        en: `Your request for the post "${en}" was declined: {note}`,
      },
      params: { note },
      link: '/me',
    })
    return { endsAt: null }
  },
})
