import { sql } from 'kysely'
import { addDays, endOfBeijingDay } from '../../../kernel/calendar/beijing-time.ts'
import type { OutreachContext } from '../scope.ts'
import type { AudienceFilter } from '../tables.ts'

type Page = {
  ids: readonly string[]
  /** After whom to go on; null when nobody is left. */
  cursor: string | null
}

type Asked = { audienceId: string | null; filter: AudienceFilter; after: string | null; limit: number }

/** The next people of an audience in the order of their ids, as they are at this moment. A page may be empty and not the last. */
export const audiencePage = async ({ db, ports }: Pick<OutreachContext, 'db' | 'ports'>, { audienceId, filter, after, limit }: Asked): Promise<Page> => {
  const customers = {
    sources: filter.sources,
    departmentIds: filter.departmentIds,
    registeredFrom: filter.registeredFrom === null ? null : endOfBeijingDay(addDays(filter.registeredFrom, -1)),
    registeredBefore: filter.registeredUntil === null ? null : endOfBeijingDay(filter.registeredUntil),
  }
  let listed: string[] | undefined
  if (filter.listed) {
    const rows = await db
      .selectFrom('outreach_audience_member')
      .select('subject')
      .where('audience_id', '=', audienceId ?? '00000000-0000-0000-0000-000000000000')
      .$if(after !== null, (query) => query.where('subject', '>', after ?? ''))
      .orderBy('subject')
      .limit(limit)
      .execute()
    listed = rows.map(({ subject }) => subject)
    if (listed.length === 0) return { ids: [], cursor: null }
  }
  const found = await ports.customersAfter(db, customers, listed === undefined ? { after, limit } : { after: null, limit, among: listed })
  const cursor = (listed ?? found).at(-1) ?? null
  if (filter.consent === null || found.length === 0) return { ids: found, cursor }
  const { rows } = await sql<{ subject: string }>`
    select distinct subject from outreach_consent
    where subject = any (cast(${found} as uuid[])) and purpose = ${filter.consent.purpose} and channel = ${filter.consent.channel}
      and withdrawn_at is null`.execute(db)
  const consenting = new Set(rows.map(({ subject }) => subject))
  return { ids: found.filter((id) => consenting.has(id)), cursor }
}
