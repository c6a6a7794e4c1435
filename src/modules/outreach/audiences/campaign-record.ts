import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { say } from '../../../kernel/sentence.ts'
import { channel, instant, purpose } from '../fields.ts'
import type { OutreachContext } from '../scope.ts'
import { reasonTitle } from '../send-reasons.ts'
import { audienceFilter } from './audience-input.ts'

export const campaignBrief = {
  id: z.uuid(),
  mode: z.enum(['estimate', 'reserve']),
  audienceName: z.string(),
  purpose,
  channel,
  materialId: z.uuid().nullable(),
  state: z.enum(['running', 'done', 'cancelled']),
  asked: z.int(),
  allowed: z.int(),
  startedBy: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
}

export const campaignRecord = z.object({
  ...campaignBrief,
  filter: audienceFilter,
  copyDigest: z.string().nullable(),
  digest: z.string(),
  /** Most frequent first; who was refused for two reasons counts in both. */
  byReason: z.array(z.object({ code: z.string(), text: z.string(), count: z.int() })),
  /** What came of what was reserved; null for an estimate. */
  outcome: z.object({ waiting: z.int(), confirmed: z.int(), late: z.int(), released: z.int(), expired: z.int() }).nullable(),
})

type Tools = Pick<OutreachContext, 'db' | 'ports' | 'now' | 'locale'>

/** @throws Problem `record.not-found` */
export const recordOf = async (ctx: Tools, id: string): Promise<z.input<typeof campaignRecord>> => {
  const row = await ctx.db.selectFrom('outreach_campaign').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound()
  const people = await ctx.ports.people(ctx.db, [row.started_by])
  return {
    id: row.id,
    mode: row.mode,
    audienceName: row.audience_name,
    purpose: row.purpose,
    channel: row.channel,
    materialId: row.material_id,
    state: row.state,
    asked: row.asked,
    allowed: row.allowed,
    startedBy: people.get(row.started_by)?.name ?? '',
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    filter: row.filter,
    copyDigest: row.copy_digest,
    digest: row.digest,
    byReason: Object.entries(row.by_reason)
      .toSorted(([, one], [, other]) => other - one)
      .map(([code, count]) => ({ code, text: say(reasonTitle(code), ctx.locale), count })),
    outcome: row.mode === 'estimate' ? null : await outcomeOf(ctx, id),
  }
}

const outcomeOf = async ({ db, now }: Tools, id: string) => {
  const { rows } = await sql<{ waiting: number; confirmed: number; late: number; released: number; expired: number }>`
    select count(*) filter (where message.state = 'reserved' and message.expires_at > ${now}) as waiting,
      count(*) filter (where message.state = 'confirmed') as confirmed,
      count(*) filter (where message.state = 'confirmed' and message.late) as late,
      count(*) filter (where message.state = 'released') as released,
      count(*) filter (where message.state = 'expired' or (message.state = 'reserved' and message.expires_at <= ${now})) as expired
    from outreach_campaign_person as person
    join outreach_send as message on message.subject = person.subject and message.id = person.send_id
    where person.campaign_id = ${id}`.execute(db)
  return rows[0] ?? { waiting: 0, confirmed: 0, late: 0, released: 0, expired: 0 }
}
