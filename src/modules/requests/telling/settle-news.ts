import type { Sentence } from '../../../kernel/sentence.ts'
import type { RequestsContext } from '../scope.ts'
import type { NewsRow, RequestRow } from '../tables.ts'
import type { NewsAbout, NewsWay } from '../vocabulary.ts'

/** So long has a colleague to tell it. */
const handTerm = { workingDays: 1 } as const

export const newsNames: Readonly<Record<NewsAbout, Sentence>> = {
  received: { zh: '已收到和最晚答复日', en: 'that it came, and the last day for the answer' },
  question: { zh: '需要补充的内容', en: 'what is asked' },
  answer: { zh: '已有答复', en: 'that there is an answer' },
}

/**
 * A news item that is not settled, held until the end of the transaction; undefined where it is. The request is held before
 * it, as by whoever takes a step with the request, so that the two never wait for each other.
 */
export const lockOpenNews = async ({ db }: Pick<RequestsContext, 'db'>, id: string): Promise<NewsRow | undefined> => {
  const of = await db.selectFrom('rights_news').select('request_id').where('id', '=', id).executeTakeFirst()
  if (of === undefined) return undefined
  await db.selectFrom('rights_request').select('id').where('id', '=', of.request_id).forUpdate().execute()
  return db.selectFrom('rights_news').selectAll().where('id', '=', id).where('state', 'in', ['sending', 'by-hand']).forUpdate().executeTakeFirst()
}

/** Notes that the person was told. After the answer nothing is left to tell, so the contact goes. */
export const settleNews = async (
  ctx: RequestsContext,
  news: NewsRow,
  told: { state: 'sent'; way: NewsWay } | { state: 'told'; way: NewsWay; note: string; by: string },
): Promise<void> => {
  await ctx.db
    .updateTable('rights_news')
    .set({
      state: told.state,
      way: told.way,
      settled_at: ctx.now,
      ...(told.state === 'told' ? { note: told.note, settled_by: told.by } : {}),
    })
    .where('id', '=', news.id)
    .execute()
  if (news.obligation_id !== null) await ctx.obligations.meet(news.obligation_id, { news: news.id, way: told.way })
  if (news.about === 'answer') {
    await ctx.db.updateTable('rights_request').set({ sealed_contact: null }).where('id', '=', news.request_id).execute()
  }
  ctx.record({
    type: 'request.person-told',
    subject: { kind: 'rights-request', id: news.request_id },
    detail: { about: news.about, way: told.way, by: told.state === 'sent' ? 'program' : 'staff' },
  })
}

/** Leaves it to a colleague, as a promise with a deadline. */
export const leaveToColleague = async (ctx: RequestsContext, news: NewsRow, request: Pick<RequestRow, 'number' | 'handler_id'>, why: string): Promise<void> => {
  const { id } = await ctx.obligations.open({
    kind: 'requests.tell',
    title: { zh: '告知本人：权利请求 {number} {about}', en: 'Tell the person about the request {number}' },
    params: { number: request.number, about: newsNames[news.about].zh },
    subject: { kind: 'rights-request', id: news.request_id },
    owner: request.handler_id === null ? { post: 'customer-service' } : { personId: request.handler_id },
    escalateTo: { post: 'legal' },
    term: handTerm,
    link: `/requests?open=${news.request_id}`,
  })
  await ctx.db.updateTable('rights_news').set({ state: 'by-hand', obligation_id: id }).where('id', '=', news.id).execute()
  ctx.record({ type: 'request.tell-by-hand', subject: { kind: 'rights-request', id: news.request_id }, detail: { about: news.about, why } })
}
