import { notFound } from '../../../kernel/errors.ts'
import { lockPosts } from '../posts/lock-posts.ts'
import { postRequestOver } from '../problems.ts'
import type { IdentityContext } from '../scope.ts'

/**
 * Locks a request that waits for its answer.
 * @throws Problem `record.not-found`, `temporary-post.request-over`
 */
export const lockOpenRequest = async (ctx: IdentityContext, id: string) => {
  await lockPosts(ctx.db)
  const request = await ctx.db
    .selectFrom('temporary_post_request')
    .select(['id', 'person_id as personId', 'post', 'hours', 'reason', 'state', 'obligation_id as obligationId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (request === undefined) throw notFound()
  if (request.state !== 'open') throw postRequestOver()
  return request
}
