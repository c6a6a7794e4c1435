import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, beijingDate, beijingParts, endOfBeijingDay } from './beijing-time.ts'
import {
  addWorkingDays,
  calendarWith,
  firstWorkingDay,
  isProvisional,
  isWorkingDay,
  missingNotice,
  officialCalendar,
} from './calendar.ts'

const someDate = fc.integer({ min: 0, max: 3 * 365 - 40 }).map((days) => addDays('2024-01-01', days))

describe('days in Beijing', () => {
  it('begin at 16:00 UTC', () => {
    expect(beijingDate(new Date('2026-10-09T15:59:59.999Z'))).toBe('2026-10-09')
    expect(beijingDate(new Date('2026-10-09T16:00:00.000Z'))).toBe('2026-10-10')
    expect(endOfBeijingDay('2026-10-09').toISOString()).toBe('2026-10-09T16:00:00.000Z')
    expect(beijingParts(new Date('2025-12-31T17:05:09Z'))).toEqual({
      date: '2026-01-01',
      year: 2026,
      month: 1,
      day: 1,
      hour: 1,
      minute: 5,
      second: 9,
      weekday: 4,
    })
  })

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '', '2026-01-01T00:00:00Z'])('refuses %j', (text) => {
    expect(() => isWorkingDay(text)).toThrow(RangeError)
    expect(() => endOfBeijingDay(text)).toThrow(RangeError)
    expect(() => calendarWith({ [text]: 'off' })).toThrow(RangeError)
  })

  it('go to the last day of a month that has no such day (民法典第二百零二条)', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-01-15', 1)).toBe('2026-02-15')
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28')
  })
})

describe('working days', () => {
  it.each([
    ['2026-10-10', true, 'a Saturday worked for the National Day'],
    ['2026-10-11', false, 'a Sunday'],
    ['2026-10-09', true, 'a Friday'],
    ['2026-10-07', false, 'the last day of the National Day, a Wednesday'],
    ['2026-02-28', true, 'a Saturday worked for the Spring Festival'],
    ['2024-04-07', true, 'a Sunday worked for the Tomb-Sweeping Day'],
    ['2024-02-09', true, 'the eve of 2024, left to the employer'],
  ])('%s is %s: %s', (date, working) => {
    expect(isWorkingDay(date)).toBe(working)
  })

  it('counts seven from 2026-09-24, over 中秋, 国庆 and a worked Saturday, to 2026-10-12', () => {
    expect(addWorkingDays('2026-09-24', 7)).toEqual({ date: '2026-10-12', provisional: false })
  })

  it('adds up, and lands on a working day with as many before it', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), (date, one, two) => {
        const { date: end } = addWorkingDays(date, one + two)
        expect(addWorkingDays(addWorkingDays(date, one).date, two).date).toBe(end)
        let counted = 0
        for (let day = addDays(date, 1); day <= end; day = addDays(day, 1)) if (isWorkingDay(day)) counted += 1
        expect(counted).toBe(one + two)
        expect(isWorkingDay(end)).toBe(true)
      }),
    )
  })

  it.each([-1, 0.5, 1_001, Number.NaN])('refuses to count %d of them', (count) => {
    expect(() => addWorkingDays('2026-01-01', count)).toThrow(RangeError)
  })

  it('finds the first one from a date on', () => {
    expect(firstWorkingDay('2026-10-01').date).toBe('2026-10-08')
    expect(firstWorkingDay('2026-10-08').date).toBe('2026-10-08')
  })
})

describe('a year whose notice is not known', () => {
  it('counts weekdays and says that this may change', () => {
    expect(isWorkingDay('2099-01-01')).toBe(true)
    expect(isProvisional('2099-01-01')).toBe(true)
    expect(addWorkingDays('2026-12-30', 1)).toEqual({ date: '2026-12-31', provisional: false })
    expect(addWorkingDays('2026-12-30', 2).provisional).toBe(true)
    expect(addWorkingDays('2098-12-31', 2, calendarWith({}, [2098])).provisional).toBe(true)
    expect(addWorkingDays('2098-12-30', 2, calendarWith({}, [2099])).provisional).toBe(true)
    expect(firstWorkingDay('2026-12-31', calendarWith({ '2026-12-31': 'off' }))).toEqual({
      date: '2027-01-01',
      provisional: true,
    })
  })

  it('is asked for from December on', () => {
    const { years } = officialCalendar
    const last = Math.max(...years)
    expect(missingNotice(new Date(`${last}-11-30T15:59:59Z`))).toBeUndefined()
    expect(missingNotice(new Date(`${last}-11-30T16:00:00Z`))).toBe(last + 1)
    expect(missingNotice(new Date(`${last + 1}-06-01T00:00:00Z`))).toBe(last + 1)
    expect(missingNotice(new Date(`${last - 1}-12-31T00:00:00Z`))).toBeUndefined()
  })

  it('can be given by the administrator', () => {
    const calendar = calendarWith({ '2099-01-01': 'off', '2099-01-03': 'working' }, [2099])
    expect(isWorkingDay('2099-01-01', calendar)).toBe(false)
    expect(isWorkingDay('2099-01-03', calendar)).toBe(true)
    expect(addWorkingDays('2099-01-01', 2, calendar)).toEqual({ date: '2099-01-03', provisional: false })
    expect(isWorkingDay('2026-10-10', calendar)).toBe(true)
    expect(isWorkingDay('2026-10-10', calendarWith({ '2026-10-10': 'off' }))).toBe(false)
  })

  it('does not count for ever in a calendar without work', () => {
    const days = Array.from({ length: 90 }, (_, index) => [addDays('2026-01-01', index), 'off'] as const)
    expect(() => addWorkingDays('2026-01-01', 1, calendarWith(Object.fromEntries(days)))).toThrow(RangeError)
  })
})

describe('the zone of the server', () => {
  const program = `
    const { addWorkingDays, isWorkingDay } = await import(process.argv[1] + '/calendar.ts')
    const { beijingDate, beijingParts, endOfBeijingDay } = await import(process.argv[1] + '/beijing-time.ts')
    const moment = new Date('2026-10-09T16:30:00Z')
    console.log(JSON.stringify([
      moment.getTimezoneOffset(), beijingDate(moment), beijingParts(moment).hour, isWorkingDay(beijingDate(moment)),
      addWorkingDays('2026-09-24', 7).date, endOfBeijingDay('2026-10-12').toISOString(),
    ]))`
  const folder = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '')

  it.each([
    ['America/New_York', 240],
    ['Asia/Shanghai', -480],
    ['Pacific/Kiritimati', -840],
  ])('makes no difference: %s', (zone, offset) => {
    const options = { env: { ...process.env, TZ: zone }, encoding: 'utf8' as const, timeout: 20_000 }
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program, folder], options)
    expect(JSON.parse(printed)).toEqual([offset, '2026-10-10', 0, true, '2026-10-12', '2026-10-12T16:00:00.000Z'])
  })
})
