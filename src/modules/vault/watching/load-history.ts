import { sql } from 'kysely'
import { beijingParts, endOfBeijingDay, addDays } from '../../../kernel/calendar/beijing-time.ts'
import { isWorkingDay } from '../../../kernel/calendar/calendar.ts'
import type { PersonActor } from '../../../kernel/context.ts'
import type { VaultContext } from '../scope.ts'
import { searchesSince } from '../reading/readings.ts'
import { countsAsExported, reckonDays } from './baseline.ts'
import type { DayOfReading, ReadingHistory } from './model/history.ts'
import { isNight, type WatchingThresholds } from './model/thresholds.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Readings of one day that are looked at. */
const mostToday = 20_000
/** Customers opened last that are looked at for their order, and how far back. */
const mostInOrder = 76
const orderMs = 7 * dayMs

type Row = {
  fieldsLastHour: number
  exportedLastHour: number
  searchesLastHour: number
  lastReadAt: Date | null
  opened: number
  openedLastHour: number
  searched: number
  seen: number
  exported: number
  exportedAlone: number
  elsewhere: number
  night: number
  nearby: number
  lastOpened: readonly string[]
  readers: number
  days: readonly DayOfReading[] | null
}

/** What the hourly limits and the model know of a person's readings; one statement over the ledger, bounded by person and time. */
export type Readings = { history: ReadingHistory } & Pick<Row, 'fieldsLastHour' | 'exportedLastHour' | 'searchesLastHour' | 'lastReadAt' | 'readers'>

/** Whether a moment is night, and whether people work on its day, by the official calendar. */
export const hoursOf = (now: Date, thresholds: WatchingThresholds): { today: string; night: boolean; workingDay: boolean } => {
  const { date, hour } = beijingParts(now)
  return { today: date, night: isNight(thresholds, hour), workingDay: isWorkingDay(date) }
}

/**
 * @param person whose readings; their other readings must be held back, or two at once would both be the last that is let through
 * @param customerId who is read; how many people read them within a day is answered as well, this reader included
 */
export const loadReadings = async (
  { db, now, ports }: Pick<VaultContext, 'db' | 'now' | 'ports'>,
  person: PersonActor,
  { thresholds, customerId }: { thresholds: WatchingThresholds; customerId: string | null },
): Promise<Readings> => {
  const { today } = hoursOf(now, thresholds)
  const dayStart = endOfBeijingDay(addDays(today, -1))
  const [hourAgo, dayAgo] = [new Date(now.getTime() - hourMs), new Date(now.getTime() - dayMs)]
  const { rows } = await sql<Row>`
    with mine as materialized (
      select type, at, subject_id, detail from ledger_entry
      where actor_id = ${person.id} and at > ${dayAgo}
        and type in ('customer.fields-opened', 'customer.searched', 'customer.listed', 'customer.viewed', 'export.asked', 'customer-import.check-started')
      order by at desc limit ${mostToday}
    ), today as (
      select *, extract(hour from (at at time zone 'UTC') + interval '8 hours') as hour from mine where at >= ${dayStart}
    ), exports as (
      select customers, needs_agreement from vault_export where asked_by = ${person.id} and asked_at >= ${dayStart} and ${countsAsExported}
    ), latest as (
      -- Of the same moment by the id of the entry: in the order of the customers' ids they would look as read in order.
      select subject_id, max(at) as at, max(cast(id as text)) as entry from (
        select subject_id, at, id from ledger_entry
        where actor_id = ${person.id} and at > ${new Date(now.getTime() - orderMs)} and type = 'customer.fields-opened'
        order by at desc limit ${mostInOrder}
      ) as openings group by subject_id
    )
    select
      coalesce((select sum((detail->>'count')::integer) from mine where type = 'customer.fields-opened' and at > ${hourAgo}), 0)::integer as "fieldsLastHour",
      (select coalesce(sum(customers * jsonb_array_length(kinds)), 0) from vault_export
        where asked_by = ${person.id} and asked_at > ${hourAgo} and variant = 'clear' and not needs_agreement and ${countsAsExported})::integer as "exportedLastHour",
      ${searchesSince(person.id, hourAgo)} as "searchesLastHour",
      (select max(at) from mine) as "lastReadAt",
      (select count(distinct subject_id) from mine where type = 'customer.fields-opened' and at > ${hourAgo})::integer as "openedLastHour",
      (select count(*) from mine where detail->>'nearby' = 'true')::integer as nearby,
      count(distinct subject_id) filter (where type = 'customer.fields-opened')::integer as opened,
      (count(*) filter (where type in ('customer.searched', 'customer-import.check-started'))
        + (select coalesce(sum(rows), 0) from customer_import_told where actor_id = cast(${person.id} as uuid) and at >= ${dayStart}))::integer as searched,
      coalesce(sum(case when type = 'customer.viewed' then 1 when type = 'customer.listed' then (detail->>'count')::integer end), 0)::integer as seen,
      (select coalesce(sum(customers), 0) from exports)::integer as exported,
      (select coalesce(sum(customers), 0) from exports where not needs_agreement)::integer as "exportedAlone",
      coalesce(sum((detail->>'elsewhere')::integer), 0)::integer as elsewhere,
      count(*) filter (where hour >= ${thresholds.nightFrom} or hour < ${thresholds.nightUntil})::integer as night,
      (select coalesce(jsonb_agg(subject_id order by at desc, entry desc), '[]'::jsonb) from latest) as "lastOpened",
      (select count(distinct actor_id) from ledger_entry
        where subject_kind = 'customer' and subject_id = ${customerId ?? ''} and at > ${dayAgo}
          and type in ('customer.fields-opened', 'customer.viewed') and actor_kind = 'person' and actor_id <> ${person.id})::integer as readers,
      (select days from reading_baseline where person_id = ${person.id} and day = cast(${today} as date)) as days
    from today`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('A count has a row')
  const { fieldsLastHour, exportedLastHour, searchesLastHour, lastReadAt, nearby, lastOpened, readers, days, ...counts } = row
  const leaves = await ports.leavingOn(db, person.id)
  return {
    fieldsLastHour,
    exportedLastHour,
    searchesLastHour,
    lastReadAt,
    readers: customerId === null ? 0 : readers + 1,
    history: {
      date: today,
      days: days ?? (await reckonDays({ db, now }, { personId: person.id, today, thresholds })),
      peers: [],
      today: counts,
      lastOpened,
      nearby,
      tide: 1,
      leavingInDays: leaves === null ? null : Math.max(0, Math.ceil((leaves.getTime() - now.getTime()) / dayMs)),
    },
  }
}
