import { z } from 'zod'
import { mandatoryReason } from '../fields.ts'
import { postNotHeld } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { givePosts } from './give-posts.ts'
import { lockPerson } from './posts-of.ts'

export const withdrawPost = defineOperation({
  name: 'identity.withdraw-post',
  summary: { zh: '收回某人的一个岗位', en: 'Take one post from a person' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['posts.changed'],
  input: z.strictObject({ personId: z.uuid(), post: z.string().min(1).max(60), reason: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { personId, post, reason }) => {
    const person = await lockPerson(ctx.db, personId)
    if (!person.posts.includes(post)) throw postNotHeld()
    await givePosts(ctx, { person, before: person.posts, after: person.posts.filter((held) => held !== post), reason })
    return {}
  },
})
