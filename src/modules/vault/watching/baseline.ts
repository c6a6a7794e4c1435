import { sql } from 'kysely'
import { addDays, endOfBeijingDay } from '../../../kernel/calendar/beijing-time.ts'
import type { PersonActor } from '../../../kernel/context.ts'
import type { VaultContext } from '../scope.ts'
import type { DayOfReading } from './model/history.ts'
import type { WatchingThresholds } from './model/thresholds.ts'

type Tools = Pick<VaultContext, 'db' | 'now' | 'ports'>

const daysBack = 60
/** Readings of sixty days that are looked at; whoever has more was stopped long before. */
const mostReadings = 100_000
const mostPeers = 20

/** Which exports count as taken: not one that was refused or cancelled, nor one whose file was destroyed before anybody had it. */
export const countsAsExported = sql<boolean>`(state in ('asked', 'making', 'ready') or downloads > 0)`

/**
 * The sixty days before `today` of one person. Reckoned from the ledger at the first reading of a day, and kept until the
 * day is over: the past of a day does not change.
 */
export const reckonDays = async (
  { db, now }: Pick<Tools, 'db' | 'now'>,
  { personId, today, thresholds }: { personId: string; today: string; thresholds: WatchingThresholds },
): Promise<readonly DayOfReading[]> => {
  const days = await reckoned(db, { personId, today, thresholds })
  const values = { day: today, days: JSON.stringify(days), made_at: now }
  await db
    .insertInto('reading_baseline')
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
  return days
}

const reckoned = async (
  db: Tools['db'],
  { personId, today, thresholds: { nightFrom, nightUntil } }: { personId: string; today: string; thresholds: WatchingThresholds },
): Promise<readonly DayOfReading[]> => {
  const { rows } = await sql<DayOfReading>`
    with mine as (
      select type, subject_id, detail, (at at time zone 'UTC') + interval '8 hours' as beijing
      from ledger_entry
      where actor_id = ${personId} and at >= ${endOfBeijingDay(addDays(today, -daysBack - 1))} and at < ${endOfBeijingDay(addDays(today, -1))}
        and type in ('customer.fields-opened', 'customer.searched', 'customer.listed', 'customer.viewed', 'export.asked', 'customer-import.check-started')
      order by at desc limit ${mostReadings}
    ), hours as (
      select beijing::date as day, extract(hour from beijing)::integer as hour,
        count(distinct subject_id) filter (where type = 'customer.fields-opened') as opened,
        count(*) filter (where type in ('customer.searched', 'customer-import.check-started')) as searched,
        coalesce(sum(case when type = 'customer.viewed' then 1 when type = 'customer.listed' then (detail->>'count')::integer end), 0) as seen,
        coalesce(sum((detail->>'elsewhere')::integer), 0) as elsewhere,
        count(*) as looks
      from mine group by 1, 2
    ), exports as (
      select ((asked_at at time zone 'UTC') + interval '8 hours')::date as day, sum(customers) as exported,
        sum(customers) filter (where not needs_agreement) as exported_alone
      from vault_export
      where asked_by = ${personId} and asked_at >= ${endOfBeijingDay(addDays(today, -daysBack - 1))} and asked_at < ${endOfBeijingDay(addDays(today, -1))}
        and ${countsAsExported}
      group by 1
    )
    select to_char(day, 'YYYY-MM-DD') as day, sum(opened)::integer as opened, max(opened)::integer as "openedPeak",
      sum(searched)::integer as searched, sum(seen)::integer as seen, 
      coalesce(max(exported), 0)::integer as exported, coalesce(max(exported_alone), 0)::integer as "exportedAlone", sum(elsewhere)::integer as elsewhere,
      coalesce(sum(looks) filter (where hour >= ${nightFrom} or hour < ${nightUntil}), 0)::integer as night
    from hours left join exports using (day) group by day order by day`.execute(db)
  return rows
}

/** The same of colleagues of the posts in the department, as far as they read something lately. */
export const peerDays = async (
  { db, ports }: Tools,
  person: PersonActor,
  since: string,
): Promise<readonly (readonly DayOfReading[])[]> => {
  const colleagues = await colleaguesOf({ db, ports }, person)
  if (colleagues.length === 0) return []
  const rows = await db
    .selectFrom('reading_baseline')
    .select('days')
    .where('person_id', 'in', colleagues)
    .where('day', '>=', since)
    .orderBy('person_id')
    .execute()
  return rows.map(({ days }) => days)
}

/** How many colleagues must have read today for their day to say anything. */
const fewestPeers = 3
const mostTide = 4

/**
 * How many times their usual the colleagues read today: on the day of a campaign everybody reads more.
 * @returns 1 where fewer than three read anything
 */
export const tideOf = async (
  { db, ports }: Tools,
  person: PersonActor,
  { today, usual }: { today: string; usual: (days: readonly DayOfReading[]) => number },
): Promise<number> => {
  const colleagues = await colleaguesOf({ db, ports }, person)
  if (colleagues.length < fewestPeers) return 1
  const { rows } = await sql<{ days: readonly DayOfReading[]; opened: number }>`
    select baseline.days, (
      select count(distinct subject_id) from ledger_entry
      where actor_id = cast(baseline.person_id as text) and at >= ${endOfBeijingDay(addDays(today, -1))} and type = 'customer.fields-opened'
    )::integer as opened
    from reading_baseline as baseline
    where baseline.person_id = any(cast(${colleagues} as uuid[])) and baseline.day = ${today}`.execute(db)
  const shares = rows.flatMap(({ days, opened }) => {
    const before = usual(days)
    return opened === 0 || before === 0 ? [] : [opened / before]
  })
  if (shares.length < fewestPeers) return 1
  const middle = shares.toSorted((a, b) => a - b)[Math.floor((shares.length - 1) / 2)] ?? 1
  return Math.min(mostTide, Math.max(1, middle))
}

const colleaguesOf = async ({ db, ports }: Pick<Tools, 'db' | 'ports'>, { id, posts, departmentId }: PersonActor): Promise<readonly string[]> => {
  const found = new Set<string>()
  for (const post of posts) for (const holder of await ports.holders(db, { post, departmentId })) found.add(holder)
  found.delete(id)
  return [...found].slice(0, mostPeers)
}
