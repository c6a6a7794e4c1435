import type { DayOfReading } from './history.ts'
import type { Usual } from './usual.ts'

const dayMs = 86_400_000
const daysOfWeek = 7
/** As many as the sixty days hold whole, behind the running one. */
const weeksBack = 7
const leastShare = 0.25

const ageOf = (date: string, { day }: Pick<DayOfReading, 'day'>): number => Math.round((Date.parse(date) - Date.parse(day)) / dayMs)

/** What was exported in the seven days that end with `date`, and in each of the seven weeks before, latest first. */
const weeksOf = (date: string, days: readonly DayOfReading[], of: (day: DayOfReading) => number): readonly number[] => {
  const weeks = Array.from({ length: weeksBack + 1 }, () => 0)
  for (const day of days) {
    const week = Math.floor(ageOf(date, day) / daysOfWeek)
    if (week >= 0 && week <= weeksBack) weeks[week] = (weeks[week] ?? 0) + of(day)
  }
  return weeks
}

/** Rows of the six days before `date`: with those of today they are the running week. */
export const runningWeek = (date: string, days: readonly DayOfReading[], of: (day: DayOfReading) => number): number => weeksOf(date, days, of)[0] ?? 0

/** Whether somebody's weeks can be told: four of them lie behind. */
export const hasWeeks = (date: string, days: readonly DayOfReading[]): boolean => days.some((day) => ageOf(date, day) >= 4 * daysOfWeek)

type Weekly = {
  /** Which of the weeks before is usual, counted from the largest, 0: a later one is not moved by single weeks. */
  rank: number
  /** Rows, below which no spread falls. */
  leastSpread: number
}

/** What is usual in a week. Exports are rare, so that the median of days would be none. */
export const usualWeek = (date: string, days: readonly DayOfReading[], of: (day: DayOfReading) => number, { rank, leastSpread }: Weekly): Usual => {
  const median = weeksOf(date, days, of).slice(1).toSorted((a, b) => b - a)[rank] ?? 0
  return { median, spread: Math.max(median * leastShare, leastSpread) }
}
