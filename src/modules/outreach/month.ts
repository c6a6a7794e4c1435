import { addDays, addMonths, beijingDate, endOfBeijingDay } from '../../kernel/calendar/beijing-time.ts'

/** The calendar month in Beijing that a message of this moment counts in: its first day, `YYYY-MM-01`. */
export const monthOf = (moment: Date): string => `${beijingDate(moment).slice(0, 8)}01`

/** When that month is over. */
export const endOfMonth = (moment: Date): Date => endOfBeijingDay(addDays(addMonths(monthOf(moment), 1), -1))
