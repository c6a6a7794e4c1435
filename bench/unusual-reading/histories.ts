import { addDays, weekdayOf } from '../../src/kernel/calendar/beijing-time.ts'
import { isWorkingDay } from '../../src/kernel/calendar/calendar.ts'
import type { Dice } from '../sign-in-risk/dice.ts'

/** One reading: at which hour, of what, and for openings which customer (a number in the order of registration). */
export type Reading = { hour: number; kind: 'opened' | 'searched' | 'seen' | 'exported' | 'exported-alone'; records: number; customer: number | null; nearby: boolean }

/** One person's day, in the order of the day. */
export type Day = { date: string; readings: readonly Reading[] }

export type Reader = { name: string; usual: number; nights: boolean; weekends: boolean; joins: number; exports: boolean }

const customers = 40_000

/** Customer service of one department: early, late and night shifts; some work on weekends, some are new. */
export const teamOf = (size: number, dice: Dice): readonly Reader[] =>
  Array.from({ length: size }, (_, index) => ({
    name: `reader-${index}`,
    usual: 12 + dice.below(36),
    nights: index % 7 === 3,
    weekends: index % 3 === 0,
    // One in eight joins in the last third of the time.
    joins: index % 8 === 5 ? 90 + dice.below(50) : 0,
    exports: index % 4 === 1,
  }))

/** What happens to everybody: days of campaigns in threes, the last three days of a month. */
export const tideOf = (days: number, from: string, dice: Dice): readonly number[] => {
  const tide = Array.from({ length: days }, (_, index): number => {
    const date = addDays(from, index)
    return addDays(date, 3).slice(5, 7) === date.slice(5, 7) ? 1 : 1.5
  })
  for (let start = 20; start < days; start += 18 + dice.below(16)) {
    const height = 1.8 + dice.below(14) / 10
    for (let day = start; day < Math.min(days, start + 3); day += 1) tide[day] = height
  }
  return tide
}

const hoursOf = ({ nights }: Reader, dice: Dice): number => (nights ? (20 + dice.below(10)) % 24 : 9 + dice.below(dice.below(10) === 0 ? 12 : 9))

/** A reader's honest day; empty where they do not work. */
export const honestDay = (reader: Reader, { date, tide }: { date: string; tide: number }, dice: Dice): Day => {
  const works = isWorkingDay(date) ? dice.below(25) > 0 : reader.weekends && weekdayOf(date) === 6 && dice.below(3) > 0
  // Now and then somebody does the work of a colleague who is ill.
  const covers = dice.below(40) === 0 ? 1.7 : 1
  const opened = works ? Math.round(reader.usual * tide * covers * (0.6 + (dice.below(1000) + dice.below(1000)) / 2500)) : 0
  const readings: Reading[] = []
  let at = dice.below(customers)
  // On one day in six they ring up those who filled in a form, one after the other, for a while.
  const inOrder = dice.below(6) === 0 ? 4 + dice.below(6) : 0
  for (let index = 0; index < opened; index += 1) {
    const hour = hoursOf(reader, dice)
    at = index > 2 && index < 2 + inOrder ? at + 1 + dice.below(3) : dice.below(customers)
    readings.push({ hour, kind: 'opened', records: 1, customer: at, nearby: false })
    if (dice.below(3) > 0) readings.push({ hour, kind: 'searched', records: 1, customer: null, nearby: dice.below(400) === 0 })
    readings.push({ hour, kind: 'seen', records: 1, customer: null, nearby: false })
    if (dice.below(4) === 0) readings.push({ hour, kind: 'seen', records: 20, customer: null, nearby: false })
  }
  return { date, readings: inOrder > 0 ? readings : readings.toSorted((a, b) => shiftHour(reader, a.hour) - shiftHour(reader, b.hour)) }
}

/** Lists that somebody takes out for their work, after the day: one in six days some hundred rows, at the end of a month a large one that a second person agrees to. */
export const honestExports = ({ exports }: Reader, { date, tide }: { date: string; tide: number }, dice: Dice): readonly Reading[] => {
  const [day, small, large] = [dice.below(6), 40 + dice.below(210), 800 + dice.below(1_200)]
  if (!exports || !isWorkingDay(date)) return []
  const list = { hour: 17, customer: null, nearby: false }
  if (tide === 1.5 && addDays(date, 1).slice(5, 7) !== date.slice(5, 7)) return [{ ...list, kind: 'exported', records: large }]
  return day === 0 ? [{ ...list, kind: 'exported-alone', records: small }] : []
}

/** The night shift's day ends after midnight; here it is kept on one date. */
const shiftHour = ({ nights }: Reader, hour: number): number => (nights ? (hour + 12) % 24 : hour)

export const thefts = ['night', 'day', 'drip', 'in-order', 'leaving', 'numbers', 'lists', 'files'] as const
export type Theft = (typeof thefts)[number]

export const theftTitles: Readonly<Record<Theft, string>> = {
  night: 'bulk in one night, 30 an hour',
  day: 'three times the usual, one day',
  drip: '20 a day more, for six weeks',
  'in-order': 'the usual number, in order',
  leaving: 'the last 20 days, 60 % more',
  numbers: 'numbers one after the other',
  lists: 'every page of the list',
  files: '450 rows a day in files, ten days',
}

export const theftDays: Readonly<Record<Theft, number>> = { night: 1, day: 1, drip: 42, 'in-order': 5, leaving: 20, numbers: 1, lists: 1, files: 10 }

const openings = (count: number, hour: (index: number) => number, customer: (index: number) => number): Reading[] =>
  Array.from({ length: count }, (_, index) => ({ hour: hour(index), kind: 'opened' as const, records: 1, customer: customer(index), nearby: false }))

/** What is stolen on a day, after the honest work of that day. */
export const stolen = (theft: Theft, reader: Reader, dice: Dice): { replaces: boolean; readings: readonly Reading[] } => {
  const anybody = (): number => dice.below(customers)
  const start = dice.below(customers - 2_000)
  const late = (index: number): number => (22 + Math.floor(index / 30)) % 24
  switch (theft) {
    case 'night':
      return { replaces: false, readings: openings(180, late, anybody) }
    case 'day':
      return { replaces: false, readings: openings(reader.usual * 2, () => 18, anybody) }
    case 'drip':
      return { replaces: false, readings: openings(20, () => 16, anybody) }
    case 'in-order':
      return { replaces: true, readings: openings(reader.usual, (index) => 9 + Math.floor((index / reader.usual) * 8), (index) => start + index * 2 + dice.below(2)) }
    case 'leaving':
      return { replaces: false, readings: openings(Math.round(reader.usual * 0.6), () => 17, anybody) }
    case 'numbers':
      return { replaces: false, readings: Array.from({ length: 40 }, () => ({ hour: 15, kind: 'searched' as const, records: 1, customer: null, nearby: true })) }
    case 'lists':
      return { replaces: false, readings: Array.from({ length: 60 }, () => ({ hour: 15, kind: 'seen' as const, records: 100, customer: null, nearby: false })) }
    case 'files':
      return { replaces: false, readings: [{ hour: 16, kind: 'exported-alone', records: 450, customer: null, nearby: false }] }
  }
}
