import { z } from 'zod'
import type { Sent } from '../ports.ts'
import { openText } from '../sealed.ts'
import { defineJob, type RequestsContext } from '../scope.ts'
import { rightsPath } from '../vocabulary.ts'
import { newsAsMail, newsInShort } from './message.ts'
import { leaveToColleague, lockOpenNews, settleNews } from './settle-news.ts'
import { deliverNewsJob } from './tell-person.ts'

const jobData = z.object({ id: z.uuid() })
const hour = 3_600_000
/** So long the program tries; then a colleague tells it. */
const triesHours = 24
/** Items of one step. */
const stepSize = 100

type Outcome = { way: 'sms' | 'mail'; sent: Sent } | 'no-way' | 'nothing'

/**
 * Tells the person by the contact that they proved, or that is on file. Tried again while the supplier is away, with the same
 * id, so that it arrives once; where there is no way, or the supplier refuses, a colleague tells it.
 */
export const deliverNews = defineJob({
  name: deliverNewsJob,
  prepare: async ({ db, secrets, ports }, data): Promise<Outcome> => {
    const { id } = jobData.parse(data)
    const row = await db
      .selectFrom('rights_news')
      .innerJoin('rights_request', 'rights_request.id', 'rights_news.request_id')
      .innerJoin('obligation', 'obligation.id', 'rights_request.obligation_id')
      .select(['rights_news.about', 'rights_request.id', 'rights_request.number', 'rights_request.question'])
      .select(['rights_request.contact_kind', 'rights_request.sealed_contact', 'obligation.due_at'])
      .where('rights_news.id', '=', id)
      .where('rights_news.state', '=', 'sending')
      .executeTakeFirst()
    if (row === undefined) return 'nothing'
    const contact = await openText({ db, secrets }, { id: row.id, column: 'sealed_contact', sealed: row.sealed_contact })
    if (contact === null) return 'no-way'
    const news = { about: row.about, number: row.number, dueAt: row.due_at, question: row.question }
    if (row.contact_kind === 'mobile') {
      if (ports.sendNews === undefined) return 'no-way'
      return { way: 'sms', sent: await ports.sendNews({ phone: contact, number: row.number, news: newsInShort(news), id }) }
    }
    if (ports.sendMail === undefined) return 'no-way'
    const company = (await ports.company(db)) ?? '我们'
    const mail = newsAsMail(news, { company, link: new URL(rightsPath, ports.site()) })
    return { way: 'mail', sent: await ports.sendMail({ to: contact, ...mail, id }) }
  },
  run: async (ctx, data, outcome) => {
    if (outcome === 'nothing') return
    const news = await lockOpenNews(ctx, jobData.parse(data).id)
    if (news?.state !== 'sending') return
    if (outcome !== 'no-way' && outcome.sent === 'sent') return settleNews(ctx, news, { state: 'sent', way: outcome.way })
    await leaveToColleague(ctx, news, await requestOf(ctx, news.request_id), outcome === 'no-way' ? 'no-way' : outcome.sent)
  },
})

const requestOf = ({ db }: RequestsContext, id: string) =>
  db.selectFrom('rights_request').select(['number', 'handler_id']).where('id', '=', id).executeTakeFirstOrThrow()

/** Asks once more for what is still on its way after an hour, and leaves to colleagues what is after a day. */
export const resumeTelling = async (ctx: RequestsContext): Promise<void> => {
  const late = await ctx.db
    .selectFrom('rights_news')
    .selectAll()
    .where('state', '=', 'sending')
    .where('made_at', '<', new Date(ctx.now.getTime() - hour))
    .orderBy('made_at')
    .limit(stepSize)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const news of late) {
    if (news.made_at.getTime() > ctx.now.getTime() - triesHours * hour) await ctx.enqueue(deliverNewsJob, { id: news.id }, { key: news.id })
    else await leaveToColleague(ctx, news, await requestOf(ctx, news.request_id), 'not-reached')
  }
}
