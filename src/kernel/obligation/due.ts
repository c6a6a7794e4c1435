/**
 * When a term ends, by the rules of 民法典 第十章「期间计算」:
 * - 第二百零一条: hours run from the moment they are said to; of days and months the first day is not counted;
 * - 第二百零二条: months end on the corresponding day, or on the last day of a month that has none;
 * - 第二百零三条: a last day on which people rest moves to the next working day, and ends at 24:00;
 * - 第二百零四条: where a law or an agreement says otherwise, that holds. Working days are such a rule: only they count.
 */
import { addDays, addMonths, beijingDate, endOfBeijingDay } from '../calendar/beijing-time.ts'
import {
  addWorkingDays,
  type Calendar,
  type CountedDay,
  firstWorkingDay,
  officialCalendar,
  workingDaysBetween,
} from '../calendar/calendar.ts'

/** A length of time as laws and contracts state it. Whole and positive, within `longestTerm`. */
export type Term =
  | { readonly minutes: number }
  | { readonly hours: number }
  | { readonly workingDays: number }
  | { readonly days: number }
  | { readonly months: number }

/** The longest term of each unit. */
export const longestTerm = { minutes: 527_040, hours: 8_784, workingDays: 1_000, days: 3_660, months: 120 } as const

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * When a term that starts at a moment is due. What is done at that very moment is in time.
 * @returns `provisional` when a year's holidays are not known yet, so that the day may still move
 * @throws RangeError for a term out of bounds
 */
export function dueMoment(
  start: Date,
  term: Term,
  calendar: Calendar = officialCalendar,
): { dueAt: Date; provisional: boolean } {
  if ('minutes' in term) return afterMilliseconds(start, checked(term.minutes, 'minutes') * MINUTE)
  if ('hours' in term) return afterMilliseconds(start, checked(term.hours, 'hours') * HOUR)
  const startDay = beijingDate(start)
  if ('workingDays' in term) {
    return endOf(addWorkingDays(startDay, checked(term.workingDays, 'workingDays'), calendar))
  }
  if ('days' in term) return endOf(firstWorkingDay(addDays(startDay, checked(term.days, 'days')), calendar))
  return endOf(firstWorkingDay(addMonths(startDay, checked(term.months, 'months')), calendar))
}

/** A time during which a clock stood still. */
export type Standstill = { readonly from: Date; readonly to: Date }

/**
 * When a term is due of which the clock stood still meanwhile. Of working days, those after the day on which it was stopped
 * until the day on which it went on are added, so that the term still ends at the end of a working day; of all other terms,
 * the time itself.
 * @throws RangeError for a term out of bounds
 */
export function dueWithPauses(
  { start, term, pauses }: { start: Date; term: Term; pauses: readonly Standstill[] },
  calendar: Calendar = officialCalendar,
): { dueAt: Date; provisional: boolean } {
  if (!('workingDays' in term)) {
    const { dueAt, provisional } = dueMoment(start, term, calendar)
    return { dueAt: pauses.reduce((due, { from, to }) => dueAfterPause({ dueAt: due, pausedAt: from, resumedAt: to }), dueAt), provisional }
  }
  const stood = pauses.map(({ from, to }) => workingDaysBetween(beijingDate(from), beijingDate(to), calendar))
  const added = stood.reduce((sum, { days }) => sum + days, 0)
  const days = Math.min(checked(term.workingDays, 'workingDays') + added, longestTerm.workingDays)
  const due = dueMoment(start, { workingDays: days }, calendar)
  return { dueAt: due.dueAt, provisional: due.provisional || stood.some(({ provisional }) => provisional) }
}

type Pause = { readonly dueAt: Date; readonly pausedAt: Date; readonly resumedAt: Date }

/** The deadline after a pause: time during which the clock stood still is added. */
export function dueAfterPause(pause: Pause): Date {
  const stoodStill = Math.max(0, pause.resumedAt.getTime() - pause.pausedAt.getTime())
  return new Date(pause.dueAt.getTime() + stoodStill)
}

/** A running clock, or one that stands still since `pausedAt`, read at `now`. */
type ClockReading = { readonly dueAt: Date; readonly pausedAt: Date | null; readonly now: Date }

/** What a clock shows. `remaining` in milliseconds, negative once overdue; it stands still while paused. */
type ClockState = { readonly state: 'running' | 'paused' | 'overdue'; readonly remaining: number }

/** Reads a clock. One that was overdue when it was paused stays overdue. */
export function clockState(clock: ClockReading): ClockState {
  const readAt = clock.pausedAt ?? clock.now
  const remaining = clock.dueAt.getTime() - readAt.getTime()
  if (remaining < 0) return { state: 'overdue', remaining }
  return { state: clock.pausedAt ? 'paused' : 'running', remaining }
}

function checked(amount: number, unit: keyof typeof longestTerm): number {
  if (!Number.isInteger(amount) || amount < 1 || amount > longestTerm[unit]) {
    throw new RangeError(`a term has 1 to ${longestTerm[unit]} ${unit}`)
  }
  return amount
}

const afterMilliseconds = (start: Date, time: number): { dueAt: Date; provisional: boolean } => ({
  dueAt: new Date(start.getTime() + time),
  provisional: false,
})

const endOf = ({ date, provisional }: CountedDay): { dueAt: Date; provisional: boolean } => ({
  dueAt: endOfBeijingDay(date),
  provisional,
})
