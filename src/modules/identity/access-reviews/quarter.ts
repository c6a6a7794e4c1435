import { addMonths, beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { firstWorkingDay } from '../../../kernel/calendar/calendar.ts'
import type { Sentence } from '../../../kernel/sentence.ts'

/**
 * The quarter of a moment in Beijing.
 * @returns `name` as in 2026Q3; `firstDay` its first day and `firstWorkingDay` the first on which people work, as dates
 */
export const quarterOf = (moment: Date): { name: string; firstDay: string; firstWorkingDay: string } => {
  const [year, month] = beijingDate(moment).split('-')
  const number = Math.ceil(Number(month) / 3)
  const firstDay = addMonths(`${year}-01-01`, (number - 1) * 3)
  return { name: `${year}Q${number}`, firstDay, firstWorkingDay: firstWorkingDay(firstDay).date }
}

/** What people call a quarter: `2026Q3` is 2026 年第 3 季度. */
export const quarterTitle = (quarter: string): Sentence => {
  const [year = '', number = ''] = quarter.split('Q')
  return { zh: `${year} 年第 ${number} 季度`, en: `quarter ${number} of ${year}` }
}
