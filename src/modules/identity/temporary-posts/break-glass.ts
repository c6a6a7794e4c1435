import { z } from 'zod'
import { mandatoryReason } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { beginPost } from './begin-post.ts'
import { longestTaken } from './temporary-post-gate.ts'

export const breakGlass = defineOperation({
  name: 'identity.break-glass',
  summary: {
    zh: '紧急情况下由本人临时取得岗位，立即通知安全管理员与审计员，事后复核',
    en: 'Take a post for some hours in an emergency: administrators and auditors are told at once, and it is reviewed',
  },
  effect: 'change',
  permission: 'identity.break-glass',
  fresh: true,
  records: ['temporary-post.taken'],
  input: z.strictObject({
    post: z.string().min(1).max(60),
    hours: z.int().min(1).max(longestTaken),
    reason: mandatoryReason,
  }),
  output: z.object({ id: z.uuid(), endsAt: z.iso.datetime() }),
  run: async (ctx, input) => {
    const { id, endsAt } = await beginPost(ctx, { ...input, personId: signedIn(ctx.actor).id, kind: 'taken' })
    return { id, endsAt: endsAt.toISOString() }
  },
})
