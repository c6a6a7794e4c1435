import { sql } from 'kysely'
import { defineControl } from '../scope.ts'

const day = 86_400_000
const days = 90

/** Counts what was sent to people after they had refused it: one is too many. */
export const unsubscribesAtOnce = defineControl({
  id: 'outreach.unsubscribes-at-once',
  title: { zh: '退订立即生效', en: 'Unsubscribes take effect at once' },
  purpose: {
    zh: '退订后仍继续发送，是投诉最多、也最容易被处罚的情形。',
    en: 'Messages after an unsubscribe are what people complain about most, and what is fined most easily.',
  },
  dimension: 'channel',
  weight: 4,
  action: {
    sentence: { zh: '让发送系统在发送前申请放行，不要缓存名单', en: 'Let the sending system ask the gate before it sends, and keep no list of its own' },
    link: '/outreach',
  },
  remeasureOn: ['sends.confirmed', 'recipient.unsubscribed'],
  measure: async (db, now) => {
    const since = new Date(now.getTime() - days * day)
    const { rows } = await sql<{ refusals: number; after: number }>`
      select
        (select count(*) from outreach_unsubscribe where at > ${since}) as refusals,
        (select count(*) from outreach_send as message
          where message.state = 'confirmed' and message.settled_at > ${since} and exists (
            select from outreach_unsubscribe as gone
            where gone.subject = message.subject and gone.purpose = message.purpose and gone.channel = message.channel
              and gone.at < message.settled_at and (gone.undone_at is null or gone.undone_at > message.settled_at)
          )) as after`.execute(db)
    const { refusals = 0, after = 0 } = rows[0] ?? {}
    if (refusals === 0 && after === 0) return { state: 'inconclusive', share: 0, evidence: [] }
    if (after === 0) return { state: 'holds', share: 1, evidence: [] }
    return {
      state: 'fails',
      share: 0,
      evidence: [{
        sentence: {
          zh: '近 90 天有 {count} 条消息在退订生效之后登记为已发送',
          en: '{count} messages of the last 90 days were reported as sent after their recipients had unsubscribed',
        },
        params: { count: after },
        link: '/outreach',
      }],
    }
  },
})
