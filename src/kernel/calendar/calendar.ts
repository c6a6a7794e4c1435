/** Working days in China, holidays and 调休 included. */
import { addDays, beijingParts, weekdayOf } from './beijing-time.ts'
import { holidayNotices } from './holidays.ts'

export type DayKind = 'working' | 'off'

/** The days that are not what their weekday says, and the years that are known. */
export type Calendar = { readonly days: ReadonlyMap<string, DayKind>; readonly years: ReadonlySet<number> }

/** A day found by counting. `provisional`: some day on the way lies in a year whose notice is not known yet. */
export type CountedDay = { readonly date: string; readonly provisional: boolean }

const MAX_WORKING_DAYS = 1_000
/** No holiday lasts longer; a calendar in which nobody works for so long is an error. */
const LONGEST_REST = 60
const DECEMBER = 12

/** The notices that this version knows. */
export const officialCalendar: Calendar = {
  days: new Map(
    holidayNotices.flatMap(({ holidays }) =>
      holidays.flatMap(({ from, to, worked }) => [
        ...daysBetween(from, to).map((date): [string, DayKind] => [date, 'off']),
        ...worked.map((date): [string, DayKind] => [date, 'working']),
      ]),
    ),
  ),
  years: new Set(holidayNotices.map(({ year }) => year)),
}

/**
 * The official calendar with an administrator's days over it, for a notice that came after this version or a company
 * holiday.
 * @param confirmedYears years whose notice is fully covered by these days, and so no longer provisional
 * @throws RangeError for a key that is no date
 */
export function calendarWith(
  days: Readonly<Record<string, DayKind>>,
  confirmedYears: readonly number[] = [],
): Calendar {
  for (const date of Object.keys(days)) weekdayOf(date)
  return {
    days: new Map([...officialCalendar.days, ...Object.entries(days)]),
    years: new Set([...officialCalendar.years, ...confirmedYears]),
  }
}

/** Whether people work on this date (in Beijing). @throws RangeError for no date */
export function isWorkingDay(date: string, calendar: Calendar = officialCalendar): boolean {
  const weekday = weekdayOf(date)
  const kind = calendar.days.get(date)
  return kind === undefined ? weekday >= 1 && weekday <= 5 : kind === 'working'
}

/** Whether the answer for this date could still change: the notice of its year is not known. */
export function isProvisional(date: string, calendar: Calendar = officialCalendar): boolean {
  return !calendar.years.has(Number(date.slice(0, 4))) && !calendar.days.has(date)
}

/**
 * The date so many working days after a date, which itself is not counted (民法典第二百零一条).
 * @param count 0 to 1,000; 0 is the date itself
 * @throws RangeError for a count out of bounds or no date
 */
export function addWorkingDays(date: string, count: number, calendar: Calendar = officialCalendar): CountedDay {
  if (!Number.isInteger(count) || count < 0 || count > MAX_WORKING_DAYS) {
    throw new RangeError(`working days are counted from 0 to ${MAX_WORKING_DAYS}`)
  }
  let counted: CountedDay = { date, provisional: false }
  for (let left = count; left > 0; left -= 1) {
    const next = firstWorkingDay(addDays(counted.date, 1), calendar)
    counted = { date: next.date, provisional: counted.provisional || next.provisional }
  }
  return counted
}

/**
 * Working days after a date up to and with another; none where that is not later.
 * @throws RangeError for no date, or dates more than 1,000 working days apart
 */
export function workingDaysBetween(
  after: string,
  upTo: string,
  calendar: Calendar = officialCalendar,
): { days: number; provisional: boolean } {
  let [days, provisional] = [0, false]
  for (let date = addDays(after, 1); date <= upTo; date = addDays(date, 1)) {
    provisional ||= isProvisional(date, calendar)
    if (isWorkingDay(date, calendar)) days += 1
    if (days > MAX_WORKING_DAYS) throw new RangeError(`working days are counted from 0 to ${MAX_WORKING_DAYS}`)
  }
  return { days, provisional }
}

/** The date itself when people work on it, else the next date when they do (民法典第二百零三条). */
export function firstWorkingDay(date: string, calendar: Calendar = officialCalendar): CountedDay {
  let provisional = isProvisional(date, calendar)
  let day = date
  for (let rest = 0; !isWorkingDay(day, calendar); rest += 1) {
    if (rest > LONGEST_REST) throw new RangeError(`nobody works for more than ${LONGEST_REST} days after ${date}`)
    day = addDays(day, 1)
    provisional ||= isProvisional(day, calendar)
  }
  return { date: day, provisional }
}

/**
 * The year whose notice an administrator should be asked for: this year when it is missing, from December on the next.
 * Undefined when nothing is missing.
 */
export function missingNotice(now: Date, calendar: Calendar = officialCalendar): number | undefined {
  const { year, month } = beijingParts(now)
  if (!calendar.years.has(year)) return year
  return month === DECEMBER && !calendar.years.has(year + 1) ? year + 1 : undefined
}

function daysBetween(from: string, to: string): string[] {
  const dates: string[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date)
  return dates
}
