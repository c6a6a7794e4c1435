import { beijingParts } from '../../kernel/calendar/beijing-time.ts'

/** When nobody is to be disturbed, in minutes after midnight in Beijing; over midnight where `from` is the later one. */
export type QuietHours = { from: number; until: number }

const minutesADay = 24 * 60

/** Whether a moment lies within the quiet hours: `from` belongs to them, `until` does not. The same twice is all day. */
export const isQuiet = ({ from, until }: QuietHours, moment: Date): boolean => {
  const { hour, minute } = beijingParts(moment)
  const now = hour * 60 + minute
  const length = (until - from + minutesADay) % minutesADay || minutesADay
  return (now - from + minutesADay) % minutesADay < length
}

/** Minutes after midnight as people read them: `21:00`. */
export const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
