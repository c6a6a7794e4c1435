import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../kernel/calendar/beijing-time.ts'
import { isWorkingDay } from '../../../kernel/calendar/calendar.ts'
import type { DayOfReading, ReadingAttempt, ReadingHistory } from './model/history.ts'
import { inOrder } from './model/in-order.ts'
import { defaultThresholds, isNight } from './model/thresholds.ts'
import { unusualReading } from './model/unusual-reading.ts'
import { usualOf } from './model/usual.ts'

const day = (index: number, change: Partial<DayOfReading> = {}): DayOfReading => ({
  day: addDays('2026-03-02', index), opened: 20 + (index % 5), openedPeak: 5, searched: 15, seen: 100, exported: 0, exportedAlone: 0, elsewhere: 0, night: 0, ...change,
})
const days = Array.from({ length: 40 }, (_, index) => day(index))
const quiet = { opened: 0, openedLastHour: 0, searched: 0, seen: 0, exported: 0, exportedAlone: 0, elsewhere: 0, night: 0 }
const history = (change: Partial<ReadingHistory> = {}): ReadingHistory => ({
  date: addDays('2026-03-02', 40), days, peers: [], today: quiet, lastOpened: [], nearby: 0, tide: 1, leavingInDays: null, ...change,
})
const attempt = (change: Partial<ReadingAttempt> = {}): ReadingAttempt => ({
  kind: 'opened', records: 1, customerId: 'z', elsewhere: 0, nearby: false, readers: 1, night: false, workingDay: true, ...change,
})
const judge = (past: Partial<ReadingHistory> = {}, now: Partial<ReadingAttempt> = {}) => {
  const { grade, reasons } = unusualReading(history(past), attempt(now), defaultThresholds)
  return [grade, ...reasons.map(({ code }) => code)]
}
const today = (change: Partial<ReadingHistory['today']>) => ({ today: { ...quiet, ...change } })
const alone = { kind: 'exported-alone', customerId: null } as const
/** 450 rows a day without anybody, on the last days. */
const sliced = (last: number) => days.map((one, index) => (index < days.length - last ? one : { ...one, exported: 450, exportedAlone: 450 }))
const sorted = Array.from({ length: 60 }, (_, index) => String(60 - index).padStart(3, '0'))

describe('unusual reading (DAT-4)', () => {
  it.each<[string, Partial<ReadingHistory>, Partial<ReadingAttempt>, readonly string[]]>([
    ['the usual day', today({ opened: 22 }), {}, ['normal']],
    ['twice the usual', today({ opened: 45 }), {}, ['raised', 'bulk.opened']],
    ['three times the usual', today({ opened: 66 }), {}, ['throttled', 'bulk.opened']],
    ['five times the usual', today({ opened: 120 }), {}, ['blocked', 'bulk.opened']],
    ['the same where everybody reads three times as much', { ...today({ opened: 66 }), tide: 3 }, {}, ['normal']],
    ['a busy hour alone', today({ opened: 25, openedLastHour: 25 }), {}, ['raised', 'bulk.hour']],
    ['more than the ceiling, however busy the team', { ...today({ opened: 300 }), tide: 4 }, {}, ['blocked', 'bulk.opened', 'ceiling']],
    ['pages of lists instead of openings', today({ seen: 1_000 }), { kind: 'seen', records: 100, customerId: null }, ['blocked', 'bulk.seen']],
    ['other departments', today({ elsewhere: 150 }), { kind: 'seen', records: 20, elsewhere: 20, customerId: null }, ['throttled', 'bulk.elsewhere']],
    ['in the order of registration', { lastOpened: sorted.slice(0, 20) }, { customerId: '061' }, ['raised', 'in-order']],
    ['against the order of registration', { lastOpened: sorted.toReversed().slice(0, 20) }, { customerId: '000' }, ['raised', 'in-order']],
    ['a long row in order', { lastOpened: sorted }, { customerId: '061' }, ['throttled', 'in-order']],
    ['five numbers next to each other', { nearby: 4 }, { kind: 'searched', nearby: true, customerId: null }, ['raised', 'nearby']],
    ['twenty numbers next to each other', { nearby: 19 }, { kind: 'searched', nearby: true, customerId: null }, ['blocked', 'nearby']],
    ['a small list in a file', {}, { ...alone, records: 300 }, ['normal']],
    ['the whole of a day’s rows alone', {}, { ...alone, records: 500 }, ['raised', 'bulk.exported']],
    ['the second day of slices', { days: sliced(1) }, { ...alone, records: 450 }, ['throttled', 'bulk.exported']],
    ['the fourth day of slices', { days: sliced(3) }, { ...alone, records: 450 }, ['blocked', 'bulk.exported']],
    ['the same by somebody who does it every week', { days: days.map((one, index) => (index % 7 === 3 ? { ...one, exported: 1_800, exportedAlone: 1_800 } : one)) }, { ...alone, records: 450 }, ['normal']],
    ['much that a second person agrees to', {}, { ...alone, kind: 'exported', records: 20_000 }, ['raised', 'bulk.exported']],
    ['the monthly list that a second person agrees to', { days: days.map((one, index) => ([2, 30].includes(index) ? { ...one, exported: 5_000 } : one)) }, { ...alone, kind: 'exported', records: 6_000 }, ['normal']],
    ['a list in a file before leaving', { leavingInDays: 12 }, { ...alone, records: 250 }, ['raised', 'leaving']],
    ['much before leaving', { leavingInDays: 12 }, { ...alone, kind: 'exported', records: 5_000 }, ['throttled', 'bulk.exported', 'leaving']],
    ['somebody new with one list', { days: [] }, { ...alone, records: 500 }, ['normal']],
    ['somebody new with a large one', { days: [] }, { ...alone, kind: 'exported', records: 2_000 }, ['raised', 'bulk.exported']],
    ['some at night', today({ night: 10 }), { night: true }, ['normal']],
    ['many at night', today({ night: 30 }), { night: true }, ['raised', 'night']],
    ['many at night by the night shift', { days: days.map((one) => ({ ...one, night: 20 })), ...today({ night: 30 }) }, { night: true }, ['normal']],
    ['on a holiday', { days: days.filter(({ day: date }) => isWorkingDay(date)), ...today({ opened: 20, searched: 10 }) }, { workingDay: false }, ['raised', 'rest-day']],
    ['more than usual by night: two small things', today({ opened: 45, night: 10 }), { night: true }, ['throttled', 'bulk.opened', 'night']],
    ['somewhat more before leaving', { ...today({ opened: 34 }), leavingInDays: 12 }, {}, ['raised', 'leaving']],
    ['the usual before leaving', { ...today({ opened: 22 }), leavingInDays: 12 }, {}, ['normal']],
    ['somewhat more before leaving in half a year', { ...today({ opened: 34 }), leavingInDays: 180 }, {}, ['normal']],
    ['the fifth who looks at the same customer', {}, { readers: 5 }, ['raised', 'curiosity']],
    ['twenty a day more for two weeks', { days: days.map((one, index) => (index < 26 ? one : { ...one, opened: one.opened + 20 })) }, {}, ['raised', 'drip']],
    [
      'twenty a day more like everybody',
      {
        days: days.map((one, index) => (index < 26 ? one : { ...one, opened: one.opened + 20 })),
        peers: [1, 2, 3].map(() => days.map((one, index) => (index < 26 ? one : { ...one, opened: one.opened + 18 }))),
      },
      {},
      ['normal'],
    ],
    ['somebody new against nobody', { days: [], ...today({ opened: 30 }) }, {}, ['normal']],
    ['somebody new against a post that reads little', { days: [], peers: [days.map((one) => ({ ...one, opened: 5 }))], ...today({ opened: 40 }) }, {}, ['throttled', 'bulk.opened']],
  ])('%s', (_what, past, now, expected) => {
    expect(judge(past, now)).toEqual(expected)
  })

  it('never judges more reading milder', () => {
    const grades = ['normal', 'raised', 'throttled', 'blocked']
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.integer({ min: 1, max: 4 }), (some, more, tide) => {
        const grade = (opened: number): number => grades.indexOf(judge({ ...today({ opened }), tide })[0] ?? '')
        expect(grade(some + more)).toBeGreaterThanOrEqual(grade(some))
      }),
      { numRuns: 200 },
    )
  })

  it('is not moved by the days of a thief who begins: few days far away change neither median nor spread much', () => {
    const honest = usualOf(days.map(({ opened }) => opened), 4)
    const withThief = usualOf([...days.map(({ opened }) => opened), 300, 300, 300, 300], 4)
    expect(withThief.median - honest.median).toBeLessThanOrEqual(1)
    expect(withThief.spread).toBeLessThan(honest.spread * 1.5)
  })

  it('finds an order with gaps, and none in chance', () => {
    expect(inOrder(['1', '2', '9', '3', '4', '5'])).toBe(5)
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: 20, maxLength: 20 }), (row) => {
        expect(inOrder(row)).toBeLessThan(defaultThresholds.inOrder)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  it('knows the night across midnight', () => {
    expect([21, 22, 0, 6, 7].map((hour) => isNight(defaultThresholds, hour))).toEqual([false, true, true, true, false])
  })
})
