import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/errors.ts'
import { temporaryPostEnded } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { recordEnd } from './end-posts.ts'

export const endTemporaryPost = defineOperation({
  name: 'identity.end-temporary-post',
  summary: { zh: '提前结束临时岗位', en: 'End a temporary post before its time' },
  effect: 'change',
  // One's own, or anybody's for an administrator.
  permission: 'signed-in',
  records: ['temporary-post.ended'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const actor = signedIn(ctx.actor)
    const row = await ctx.db
      .selectFrom('temporary_post')
      .select(['id', 'person_id', 'post', 'ends_at', 'ended_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound()
    if (row.person_id !== actor.id) {
      if (!mayDo(actor, 'identity.manage-people')) throw notFound()
      ctx.used('identity.manage-people')
    }
    if (row.ended_at !== null || row.ends_at <= ctx.now) throw temporaryPostEnded()
    await ctx.db.updateTable('temporary_post').set({ ended_at: ctx.now, ended_by: actor.id }).where('id', '=', id).execute()
    recordEnd(ctx, row, 'ended-early')
    return {}
  },
})
