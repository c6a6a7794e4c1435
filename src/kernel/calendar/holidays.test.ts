import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { addDays, weekdayOf } from './beijing-time.ts'
import { isWorkingDay } from './calendar.ts'
import { holidayNotices } from './holidays.ts'

/** By the table itself: the package's own function judges a date in the zone of the machine. */
function worksByTable(date: string): boolean {
  if (Object.hasOwn(table.workdays, date)) return true
  return !Object.hasOwn(table.holidays, date) && weekdayOf(date) % 6 !== 0
}

describe.each(holidayNotices)('the holidays of $year ($notice)', ({ year, holidays }) => {
  it('are those of the independent table, every day of the year', () => {
    const differing: string[] = []
    for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) {
      if (isWorkingDay(date) !== worksByTable(date)) differing.push(date)
    }
    expect(differing).toEqual([])
  })

  it('lie in their year and in order, with weekends worked for them', () => {
    const starts = holidays.map(({ from }) => from)
    expect(starts).toEqual(starts.toSorted())
    for (const { from, to, worked } of holidays) {
      expect(from <= to && from.startsWith(`${year}-`)).toBe(true)
      for (const date of worked) expect(weekdayOf(date) % 6, date).toBe(0)
    }
  })
})
