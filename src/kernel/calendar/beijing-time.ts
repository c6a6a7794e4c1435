/**
 * Days as they are counted in China, whatever time zone the server runs in. China has one zone, UTC+8, and no daylight
 * saving time since 1992; a date is a string `YYYY-MM-DD`.
 */

const HOUR = 3_600_000
const DAY = 24 * HOUR
const BEIJING_OFFSET = 8 * HOUR
const DATE = /^\d{4}-\d\d-\d\d$/

export type BeijingParts = {
  readonly date: string
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** 0 is Sunday. */
  readonly weekday: number
}

/** The date in Beijing at a moment. */
export function beijingDate(moment: Date): string {
  return dateOfDay(moment.getTime() + BEIJING_OFFSET)
}

/** Date and time of day in Beijing at a moment. */
export function beijingParts(moment: Date): BeijingParts {
  const shifted = new Date(moment.getTime() + BEIJING_OFFSET)
  return {
    date: dateOfDay(shifted.getTime()),
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    weekday: shifted.getUTCDay(),
  }
}

/** The moment when a day ends in Beijing: its 24:00, which is 00:00 of the next. @throws RangeError for no date */
export function endOfBeijingDay(date: string): Date {
  return new Date(dayOfDate(date) + DAY - BEIJING_OFFSET)
}

/** The date so many days later (or earlier). @throws RangeError for no date */
export function addDays(date: string, days: number): string {
  return dateOfDay(dayOfDate(date) + days * DAY)
}

/**
 * The same day so many months later; the last day of that month where it has no such day (民法典第二百零二条).
 * @throws RangeError for no date
 */
export function addMonths(date: string, months: number): string {
  const day = new Date(dayOfDate(date))
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + months]
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return dateOfDay(Date.UTC(year, month, Math.min(day.getUTCDate(), lastOfMonth)))
}

/** Day of the week of a date; 0 is Sunday. @throws RangeError for no date */
export function weekdayOf(date: string): number {
  return new Date(dayOfDate(date)).getUTCDay()
}

/** UTC midnight of a date, only ever used to count days. */
function dayOfDate(date: string): number {
  const time = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(time) || dateOfDay(time) !== date) throw new RangeError('a date is written YYYY-MM-DD')
  return time
}

function dateOfDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
