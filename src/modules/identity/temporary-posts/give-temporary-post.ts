import { z } from 'zod'
import { mandatoryReason } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { beginPost } from './begin-post.ts'
import { longestGiven } from './temporary-post-gate.ts'

export const giveTemporaryPost = defineOperation({
  name: 'identity.give-temporary-post',
  summary: { zh: '临时授予岗位，到时自动收回', en: 'Give a post for some hours; it ends by itself' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['temporary-post.given'],
  input: z.strictObject({
    personId: z.uuid(),
    post: z.string().min(1).max(60),
    hours: z.int().min(1).max(longestGiven),
    reason: mandatoryReason,
  }),
  output: z.object({ id: z.uuid(), endsAt: z.iso.datetime() }),
  run: async (ctx, input) => {
    const { id, endsAt } = await beginPost(ctx, { ...input, kind: 'given' })
    return { id, endsAt: endsAt.toISOString() }
  },
})
