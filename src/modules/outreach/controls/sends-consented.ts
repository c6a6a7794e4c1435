import { sql } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl } from '../scope.ts'

const day = 86_400_000
/** How far back it looks. */
const days = 90

/** Believes no decision: looks, for every message that went out, for the consent that held when it was reserved. */
export const sendsConsented = defineControl({
  id: 'outreach.sends-consented',
  title: { zh: '营销消息都有同意', en: 'Every marketing message rests on a consent' },
  purpose: {
    zh: '没有同意就发送营销消息，会被投诉和处罚（广告法第四十三条、个人信息保护法第十三条）。',
    en: 'Marketing messages without consent lead to complaints and fines (Advertising Law, 43; PIPL, 13).',
  },
  dimension: 'channel',
  weight: 5,
  action: { sentence: { zh: '在“触达”中查看原因，停止对没有同意的人发送', en: 'Look at the reasons on the outreach page, and stop sending without consent' }, link: '/outreach' },
  remeasureOn: ['sends.confirmed'],
  measure: async (db, now) => {
    const { rows } = await sql<{ total: number; covered: number }>`
      select count(*) as total, count(*) filter (where exists (
        select from outreach_consent as given
        where given.subject = message.subject and given.purpose = 'marketing' and given.channel = message.channel
          and given.given_at <= message.reserved_at
          and (given.withdrawn_at is null or given.withdrawn_at > message.settled_at)
      )) as covered
      from outreach_send as message
      where message.state = 'confirmed' and message.purpose = 'marketing'
        and message.settled_at > ${new Date(now.getTime() - days * day)}`.execute(db)
    const { total = 0, covered = 0 } = rows[0] ?? {}
    const bare = total - covered
    return shareMeasurement(total, covered, bare === 0 ? [] : [{
      sentence: {
        zh: '近 90 天有 {count} 条营销消息发送时没有有效的同意',
        en: '{count} marketing messages of the last 90 days went out without a consent in force',
      },
      params: { count: bare },
      link: '/outreach',
    }])
  },
})
