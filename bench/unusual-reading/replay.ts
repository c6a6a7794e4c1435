import { isWorkingDay } from '../../src/kernel/calendar/calendar.ts'
import type { DayOfReading, ReadingHistory, TodaysReading } from '../../src/modules/vault/watching/model/history.ts'
import { isNight, type WatchingThresholds } from '../../src/modules/vault/watching/model/thresholds.ts'
import { type ReadingJudgement, unusualReading } from '../../src/modules/vault/watching/model/unusual-reading.ts'
import type { Day, Reading } from './histories.ts'

/** The id that a customer would have: in the order of registration. */
const idOf = (customer: number): string => String(customer).padStart(8, '0')

/** A day as the ledger adds it up. */
export const summary = ({ date, readings }: Day, thresholds: WatchingThresholds): DayOfReading => {
  const sum = (kind: Reading['kind']): number => readings.reduce((total, one) => total + (one.kind === kind ? one.records : 0), 0)
  const hours = new Map<number, number>()
  for (const { kind, hour } of readings) if (kind === 'opened') hours.set(hour, (hours.get(hour) ?? 0) + 1)
  return {
    day: date,
    opened: sum('opened'),
    openedPeak: Math.max(0, ...hours.values()),
    searched: sum('searched'),
    seen: sum('seen'),
    exported: sum('exported') + sum('exported-alone'),
    exportedAlone: sum('exported-alone'),
    elsewhere: 0,
    night: readings.filter(({ hour }) => isNight(thresholds, hour)).length,
  }
}

export type Replayed = {
  grade: ReadingJudgement['grade']
  codes: readonly string[]
  /** Readings before it was first raised, slowed down and stopped; null where it was not. */
  first: Readonly<Record<'raised' | 'throttled' | 'blocked', number | null>>
}

type Past = Pick<ReadingHistory, 'days' | 'peers' | 'tide' | 'leavingInDays'> & { lastOpened: readonly number[] }

const grades = ['normal', 'raised', 'throttled', 'blocked'] as const

/** Judges each reading of a day as it comes, as the program does. `from` is the reading from which on it counts as found. */
export const replay = (past: Past, day: Day, thresholds: WatchingThresholds, from = 0): Replayed => {
  const today: { -readonly [Key in keyof TodaysReading]: TodaysReading[Key] } = { opened: 0, openedLastHour: 0, searched: 0, seen: 0, exported: 0, exportedAlone: 0, elsewhere: 0, night: 0 }
  let lastOpened = past.lastOpened.map(idOf)
  let nearby = 0
  let hour = -1
  let grade: Replayed['grade'] = 'normal'
  const codes = new Set<string>()
  const first: { raised: number | null; throttled: number | null; blocked: number | null } = { raised: null, throttled: null, blocked: null }
  const workingDay = isWorkingDay(day.date)
  for (const [index, reading] of day.readings.entries()) {
    if (reading.hour !== hour) today.openedLastHour = 0
    hour = reading.hour
    const night = isNight(thresholds, hour)
    const customerId = reading.customer === null ? null : idOf(reading.customer)
    const judged = unusualReading(
      { ...past, date: day.date, today, lastOpened, nearby },
      { kind: reading.kind, records: reading.records, customerId, elsewhere: 0, nearby: reading.nearby, readers: 1, night, workingDay },
      thresholds,
    )
    if (index >= from && judged.grade !== 'normal') {
      for (const { code } of judged.reasons) codes.add(code)
      for (const reached of ['raised', 'throttled', 'blocked'] as const) {
        if (first[reached] === null && grades.indexOf(judged.grade) >= grades.indexOf(reached)) first[reached] = index - from + 1
      }
      if (grades.indexOf(judged.grade) > grades.indexOf(grade)) grade = judged.grade
    }
    if (reading.kind === 'opened') {
      today.opened += 1
      today.openedLastHour += 1
      if (customerId !== null) lastOpened = [customerId, ...lastOpened.filter((id) => id !== customerId)].slice(0, 76)
    } else if (reading.kind === 'searched' || reading.kind === 'seen') today[reading.kind] += reading.records
    else {
      today.exported += reading.records
      if (reading.kind === 'exported-alone') today.exportedAlone += reading.records
    }
    if (night) today.night += 1
    if (reading.nearby) nearby += 1
  }
  return { grade, codes: [...codes], first }
}
