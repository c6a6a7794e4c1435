import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beijingDate, endOfBeijingDay } from '../calendar/beijing-time.ts'
import { calendarWith, isWorkingDay } from '../calendar/calendar.ts'
import { clockState, dueAfterPause, dueMoment, dueWithPauses, longestTerm, type Term } from './due.ts'

const beijing = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const someMoment = fc.date({ min: beijing('2024-01-01 00:00'), max: beijing('2026-06-01 00:00'), noInvalidDate: true })
const upTo = (max: number) => fc.integer({ min: 1, max })
const someTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({ minutes: upTo(10_000) }),
  fc.record({ hours: upTo(2_000) }),
  fc.record({ workingDays: upTo(60) }),
  fc.record({ days: upTo(120) }),
  fc.record({ months: upTo(5) }),
)
const someDayTerm = someTerm.filter((term) => !('minutes' in term) && !('hours' in term))

describe('when a term ends', () => {
  it.each<[string, Term, string, string]>([
    ['2026-03-02 09:30', { minutes: 15 }, '2026-03-02 09:45', 'a review in 15 minutes'],
    ['2026-10-01 23:00', { hours: 2 }, '2026-10-02 01:00', 'a statement in 2 hours, holiday or not'],
    ['2026-09-30 10:00', { hours: 72 }, '2026-10-03 10:00', 'an incident report in 72 hours'],
    ['2026-09-24 09:00', { workingDays: 7 }, '2026-10-13 00:00', 'a request in 7 working days, over 中秋 and 国庆'],
    ['2026-09-24 23:59', { workingDays: 7 }, '2026-10-13 00:00', 'the same however late on the first day'],
    ['2026-10-01 12:00', { workingDays: 1 }, '2026-10-09 00:00', 'from a holiday on'],
    ['2026-03-02 09:00', { days: 10 }, '2026-03-13 00:00', '10 days, the first not counted (第二百零一条)'],
    ['2026-09-21 09:00', { days: 10 }, '2026-10-09 00:00', 'a last day in 国庆 moves to its end (第二百零三条)'],
    ['2026-02-27 09:00', { days: 1 }, '2026-03-01 00:00', 'a last day on a worked Saturday stays'],
    ['2026-01-31 09:00', { months: 1 }, '2026-03-01 00:00', 'the last of February, a worked Saturday (第二百零二条)'],
    ['2026-03-16 09:00', { months: 3 }, '2026-06-17 00:00', 'the corresponding day, 2026-06-16'],
  ])('%s and %o: %s (%s)', (start, term, end) => {
    expect(dueMoment(beijing(start), term)).toEqual({ dueAt: beijing(end), provisional: false })
  })

  it('counts the day in Beijing, not in UTC', () => {
    const justAfterMidnight = beijing('2026-03-03 00:30')
    expect(dueMoment(justAfterMidnight, { workingDays: 1 }).dueAt).toEqual(endOfBeijingDay('2026-03-04'))
  })

  it('says when the holidays on the way are not known yet', () => {
    expect(dueMoment(beijing('2026-12-30 09:00'), { workingDays: 7 }).provisional).toBe(true)
    expect(dueMoment(beijing('2026-12-30 09:00'), { days: 5 }).provisional).toBe(true)
    expect(dueMoment(beijing('2026-12-30 09:00'), { hours: 72 }).provisional).toBe(false)
    expect(dueMoment(beijing('2026-12-30 09:00'), { workingDays: 7 }, calendarWith({}, [2027])).provisional).toBe(false)
  })

  it('heeds the days of the administrator', () => {
    const { dueAt } = dueMoment(beijing('2026-03-02 09:00'), { workingDays: 1 }, calendarWith({ '2026-03-03': 'off' }))
    expect(dueAt).toEqual(endOfBeijingDay('2026-03-04'))
  })

  it('is always later than the start, and later still for a longer term', () => {
    fc.assert(
      fc.property(someMoment, someTerm, (start, term) => {
        const longer = Object.fromEntries(Object.entries(term).map(([unit, amount]) => [unit, amount + 1])) as Term
        expect(dueMoment(start, term).dueAt.getTime()).toBeGreaterThan(start.getTime())
        expect(dueMoment(start, longer).dueAt.getTime()).toBeGreaterThanOrEqual(dueMoment(start, term).dueAt.getTime())
      }),
    )
  })

  it('does not come earlier because one started later', () => {
    fc.assert(
      fc.property(someMoment, someTerm, fc.nat(10 * 86_400_000), (start, term, delay) => {
        const later = new Date(start.getTime() + delay)
        expect(dueMoment(later, term).dueAt.getTime()).toBeGreaterThanOrEqual(dueMoment(start, term).dueAt.getTime())
      }),
    )
  })

  it('in days or months is 24:00 of a working day in Beijing (第二百零三条)', () => {
    fc.assert(
      fc.property(someMoment, someDayTerm, (start, term) => {
        const { dueAt } = dueMoment(start, term)
        const lastDay = beijingDate(new Date(dueAt.getTime() - 1))
        expect(endOfBeijingDay(lastDay)).toEqual(dueAt)
        expect(isWorkingDay(lastDay)).toBe(true)
        expect(lastDay > beijingDate(start)).toBe(true)
      }),
    )
  })

  it.each(Object.entries(longestTerm))('is refused in %s below 1, above %d, or in parts', (unit, most) => {
    const start = beijing('2026-03-02 09:00')
    for (const amount of [0, -1, most + 1, 1.5, Number.NaN]) {
      expect(() => dueMoment(start, { [unit]: amount } as Term)).toThrow(RangeError)
    }
    expect(dueMoment(start, { [unit]: 1 } as Term).dueAt.getTime()).toBeGreaterThan(start.getTime())
  })
})

describe('a clock', () => {
  it('has as much time left after a pause as before it', () => {
    fc.assert(
      fc.property(someMoment, someTerm, fc.nat(1_000_000_000), fc.nat(1_000_000_000), (start, term, ran, stood) => {
        const { dueAt } = dueMoment(start, term)
        const pausedAt = new Date(start.getTime() + ran)
        const resumedAt = new Date(pausedAt.getTime() + stood)
        const before = clockState({ dueAt, pausedAt, now: resumedAt })
        const moved = dueAfterPause({ dueAt, pausedAt, resumedAt })
        const after = clockState({ dueAt: moved, pausedAt: null, now: resumedAt })
        expect(after.remaining).toBe(before.remaining)
        expect(before.state).toBe(before.remaining < 0 ? 'overdue' : 'paused')
      }),
    )
  })

  it('is in time at its very moment, overdue a millisecond later', () => {
    const dueAt = beijing('2026-03-03 00:00')
    expect(clockState({ dueAt, pausedAt: null, now: dueAt })).toEqual({ state: 'running', remaining: 0 })
    const late = new Date(dueAt.getTime() + 1)
    expect(clockState({ dueAt, pausedAt: null, now: late })).toEqual({ state: 'overdue', remaining: -1 })
  })

  it('stands still while paused, however long', () => {
    const dueAt = beijing('2026-03-03 12:00')
    const pausedAt = beijing('2026-03-03 11:00')
    const paused = clockState({ dueAt, pausedAt, now: beijing('2026-05-01 00:00') })
    expect(paused).toEqual({ state: 'paused', remaining: 3_600_000 })
  })

  it('does not gain time from a pause that ends before it begins', () => {
    const dueAt = beijing('2026-03-03 12:00')
    const [pausedAt, resumedAt] = [beijing('2026-03-03 11:00'), beijing('2026-03-03 10:00')]
    expect(dueAfterPause({ dueAt, pausedAt, resumedAt })).toEqual(dueAt)
  })
})

describe('working days of which the clock stood still', () => {
  const term = { workingDays: 7 } as const
  it.each<[string, readonly [string, string][], string, string]>([
    ['2026-03-02 09:00', [], '2026-03-12 00:00', 'no pause'],
    ['2026-03-02 09:00', [['2026-03-03 09:00', '2026-03-03 18:00']], '2026-03-12 00:00', 'within a day: nothing is gained'],
    ['2026-03-02 09:00', [['2026-03-03 15:00', '2026-03-04 10:00']], '2026-03-13 00:00', 'until the next day: one day'],
    ['2026-03-02 09:00', [['2026-03-06 15:00', '2026-03-09 10:00']], '2026-03-13 00:00', 'over a weekend: its Monday'],
    ['2026-03-02 09:00', [['2026-03-03 09:00', '2026-03-04 09:00'], ['2026-03-09 09:00', '2026-03-11 09:00']], '2026-03-17 00:00', 'two pauses, one and two days'],
    ['2026-02-10 09:00', [['2026-02-13 09:00', '2026-02-24 09:00']], '2026-03-01 00:00', '春节 2026: 14 and 28 February are worked'],
    ['2026-09-28 09:00', [['2026-09-30 09:00', '2026-10-08 09:00']], '2026-10-15 00:00', '国庆 2026: 10 October is worked'],
  ])('%s, %o: %s (%s)', (start, pauses, due) => {
    const stood = pauses.map(([from, to]) => ({ from: beijing(from), to: beijing(to) }))
    expect(dueWithPauses({ start: beijing(start), term, pauses: stood })).toEqual({ dueAt: beijing(due), provisional: false })
  })

  it('is provisional when the pause reaches into a year whose notice is not out, and settled when it is (PRV-2)', () => {
    const asked = { start: beijing('2026-12-15 09:00'), term, pauses: [{ from: beijing('2026-12-16 09:00'), to: beijing('2027-01-05 09:00') }] }
    expect(dueWithPauses(asked).provisional).toBe(true)
    const known = calendarWith({ '2027-01-01': 'off', '2027-01-02': 'off', '2027-01-03': 'off' }, [2027])
    expect(dueWithPauses(asked, known)).toEqual({ dueAt: beijing('2027-01-14 00:00'), provisional: false })
  })

  it('ends on a working day at 24:00, never before it would have ended without the pause', () => {
    fc.assert(
      fc.property(someMoment, upTo(30), fc.nat(1_000_000_000), fc.nat(2_000_000_000), (start, workingDays, ran, stood) => {
        const from = new Date(start.getTime() + ran)
        const { dueAt } = dueWithPauses({ start, term: { workingDays }, pauses: [{ from, to: new Date(from.getTime() + stood) }] })
        const lastDay = beijingDate(new Date(dueAt.getTime() - 1))
        expect(isWorkingDay(lastDay)).toBe(true)
        expect(endOfBeijingDay(lastDay)).toEqual(dueAt)
        expect(dueAt.getTime()).toBeGreaterThanOrEqual(dueMoment(start, { workingDays }).dueAt.getTime())
      }),
    )
  })
})
