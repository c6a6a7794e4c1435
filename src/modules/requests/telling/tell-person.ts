import { newId } from '../../../kernel/id.ts'
import type { RequestsContext } from '../scope.ts'
import type { RequestRow } from '../tables.ts'
import type { NewsAbout } from '../vocabulary.ts'

/** A job sends it, or leaves it to a colleague where there is no way. */
export const deliverNewsJob = 'requests.deliver-news'

/** Puts what happened to a request on its way to the person, in place of what they were not told yet. */
export const tellPerson = async (ctx: RequestsContext, { id: request }: Pick<RequestRow, 'id'>, about: NewsAbout): Promise<void> => {
  await dropNews(ctx, request)
  const id = newId(ctx.now.getTime())
  await ctx.db
    .insertInto('rights_news')
    .values({
      id,
      request_id: request,
      about,
      state: 'sending',
      way: null,
      note: null,
      obligation_id: null,
      made_at: ctx.now,
      settled_at: null,
      settled_by: null,
    })
    .execute()
  await ctx.enqueue(deliverNewsJob, { id }, { key: id })
}

/** Gives up what is not told yet: it is out of date, or the person knows. */
export const dropNews = async (ctx: RequestsContext, request: string, abouts: readonly NewsAbout[] = ['received', 'question', 'answer']): Promise<void> => {
  const open = await ctx.db
    .updateTable('rights_news')
    .set({ state: 'dropped', settled_at: ctx.now })
    .where('request_id', '=', request)
    .where('state', 'in', ['sending', 'by-hand'])
    .where('about', 'in', [...abouts])
    .returning('obligation_id')
    .execute()
  for (const { obligation_id: obligation } of open) {
    if (obligation !== null) await ctx.obligations.cancel(obligation, '已有新的进展，或本人已经知悉')
  }
}
