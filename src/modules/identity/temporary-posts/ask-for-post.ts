import { z } from 'zod'
import { newId } from '../../../kernel/id.ts'
import { mandatoryReason } from '../fields.ts'
import { resolveOwner } from '../people/owners.ts'
import { postTitle } from '../posts/permission-matrix.ts'
import { administratorPost, auditorPost } from '../posts/posts-gate.ts'
import { postAskedAlready, tooManyPostRequests } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { enforceTemporaryPost } from './begin-post.ts'
import { longestGiven } from './temporary-post-gate.ts'

/** Requests of one person that may wait at a time. */
const mostWaiting = 3

export const askForTemporaryPost = defineOperation({
  name: 'identity.ask-for-temporary-post',
  summary: { zh: '申请临时岗位，由安全管理员决定', en: 'Ask for a post for some hours; a security administrator decides' },
  effect: 'change',
  permission: 'signed-in',
  records: ['temporary-post.asked'],
  input: z.strictObject({
    post: z.string().min(1).max(60),
    hours: z.int().min(1).max(longestGiven),
    reason: mandatoryReason,
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { post, hours, reason }) => {
    const { id: personId, name } = signedIn(ctx.actor)
    // What could not be given need not be asked for; it is judged anew when it is given.
    const { matrix } = await enforceTemporaryPost(ctx, { personId, post, hours, kind: 'given' }, null)
    const waiting = await ctx.db
      .selectFrom('temporary_post_request')
      .select('post')
      .where('person_id', '=', personId)
      .where('state', '=', 'open')
      .execute()
    if (waiting.some((one) => one.post === post)) throw postAskedAlready()
    if (waiting.length >= mostWaiting) throw tooManyPostRequests({ most: mostWaiting })
    const id = newId(ctx.now.getTime())
    const { zh, en } = postTitle(matrix, post)
    const obligation = await ctx.obligations.open({
      kind: 'identity.decide-post-request',
      title: {
        zh: `处理{name}临时担任“${zh}”的申请（{hours} 小时）`,
        en: `Decide whether {name} is given the post "${en}" for {hours} hours`,
      },
      params: { name, hours },
      subject: { kind: 'temporary-post-request', id },
      owner: { post: administratorPost },
      escalateTo: { post: auditorPost },
      term: { workingDays: 1 },
      link: '/people?tab=temporary',
    })
    await ctx.db
      .insertInto('temporary_post_request')
      .values({
        id,
        person_id: personId,
        post,
        hours,
        reason,
        asked_at: ctx.now,
        obligation_id: obligation.id,
        state: 'open',
        decided_at: null,
        decided_by: null,
        note: null,
        temporary_post_id: null,
      })
      .execute()
    ctx.record({
      type: 'temporary-post.asked',
      subject: { kind: 'person', id: personId },
      detail: { request: id, post, hours, reason },
    })
    for (const administrator of await resolveOwner(ctx.db, { post: administratorPost })) {
      if (administrator === personId) continue
      await ctx.notify(administrator, {
        kind: 'temporary-post.asked',
        sentence: {
          zh: `{name} 申请临时担任“${zh}”{hours} 小时，理由：{reason}`,
          en: `{name} asks for the post "${en}" for {hours} hours, because: {reason}`,
        },
        params: { name, hours, reason },
        link: '/people?tab=temporary',
      })
    }
    return { id }
  },
})
