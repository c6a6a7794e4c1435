import { sql } from 'kysely'
import { monthOf } from './month.ts'
import type { OutreachDatabase } from './scope.ts'
import type { ConsentStanding, SendFacts } from './send-gate.ts'
import type { Channel, Purpose } from './vocabulary.ts'

type Asked = { people: readonly string[]; purpose: Purpose; channel: Channel; now: Date }

export type StoredFacts = Pick<SendFacts, 'consent' | 'guardian' | 'unsubscribed' | 'marketingThisMonth' | 'onChannelThisMonth'> & {
  /** Whether a reservation is over that is not yet written down as expired; it is not counted. */
  stale: boolean
}

type Row = {
  subject: string
  consent: ConsentStanding
  guardian: boolean
  unsubscribed: boolean
  marketing: number
  on_channel: number
  stale: boolean
}

/** What our tables know of each of these people for one purpose and channel, in one statement. */
export const storedFacts = async (
  db: OutreachDatabase,
  { people, purpose, channel, now }: Asked,
): Promise<ReadonlyMap<string, StoredFacts>> => {
  const { rows } = await sql<Row>`
    select asked.subject,
      coalesce(consent.standing, 'none') as consent,
      coalesce(consent.guardian, false) as guardian,
      exists (
        select from outreach_unsubscribe as gone
        where gone.subject = asked.subject and gone.purpose = ${purpose} and gone.channel = ${channel} and gone.undone_at is null
      ) as unsubscribed,
      sent.marketing, sent.on_channel, sent.stale
    from unnest(cast(${people} as uuid[])) as asked (subject)
    left join lateral (
      select given.guardian is not null as guardian,
        case when given.withdrawn_at is not null then 'withdrawn'
          when given.notice_version < notice.valid_from then 'outdated'
          else 'given' end as standing
      from outreach_consent as given
      join outreach_notice as notice on notice.id = given.notice_id
      where given.subject = asked.subject and given.purpose = ${purpose} and given.channel = ${channel}
      order by given.given_at desc, given.id desc
      limit 1
    ) as consent on true
    cross join lateral (
      select count(*) filter (where message.counts and message.purpose = 'marketing') as marketing,
        count(*) filter (where message.counts and message.channel = ${channel}) as on_channel,
        coalesce(bool_or(not message.counts), false) as stale
      from (
        select purpose, channel, state = 'confirmed' or expires_at > ${now} as counts
        from outreach_send
        where outreach_send.subject = asked.subject and month = ${monthOf(now)} and state in ('confirmed', 'reserved')
      ) as message
    ) as sent`.execute(db)
  return new Map(
    rows.map(({ subject, consent, guardian, unsubscribed, marketing, on_channel: onChannel, stale }) => [
      subject,
      { consent, guardian, unsubscribed, marketingThisMonth: marketing, onChannelThisMonth: onChannel, stale },
    ]),
  )
}
