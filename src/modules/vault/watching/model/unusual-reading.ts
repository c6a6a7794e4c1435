import { hasWeeks, runningWeek, usualWeek } from './exports-of-weeks.ts'
import type { DayOfReading, ReadingAttempt, ReadingHistory, TodaysReading } from './history.ts'
import { inOrder } from './in-order.ts'
import type { ReadingReasonCode } from './reasons.ts'
import type { WatchingThresholds } from './thresholds.ts'
import { medianOf, spreadsAbove, type Usual, usualOf } from './usual.ts'

/** `raised`: somebody is told. `throttled`: it goes on more slowly. `blocked`: it stops until a second person agrees. */
export type ReadingGrade = 'raised' | 'throttled' | 'blocked'

export type ReadingReason = { code: ReadingReasonCode; points: number; params: Readonly<Record<string, number>> }

export type ReadingJudgement = { grade: ReadingGrade | 'normal'; reasons: readonly ReadingReason[] }

/** Points of all reasons together from which a grade is reached. */
export const gradeFrom = { raised: 3, throttled: 5, blocked: 8 } as const

/** Days that a person must have before their own are believed; until then those of the post count. */
export const fewestOwnDays = 10

type Measure = 'opened' | 'searched' | 'seen' | 'elsewhere'

type MeasureRule = {
  /** Fewer in a day are never bulk. */
  floor: number
  leastSpread: number
  /** Where neither the person nor a colleague has a past. */
  unknown: Usual
}

const measures: Readonly<Record<Measure, MeasureRule>> = {
  opened: { floor: 20, leastSpread: 4, unknown: { median: 15, spread: 8 } },
  searched: { floor: 25, leastSpread: 6, unknown: { median: 20, spread: 10 } },
  seen: { floor: 300, leastSpread: 60, unknown: { median: 200, spread: 100 } },
  elsewhere: { floor: 100, leastSpread: 20, unknown: { median: 40, spread: 40 } },
}
const hourRule: MeasureRule = { floor: 12, leastSpread: 3, unknown: { median: 5, spread: 4 } }

/**
 * Judges one reading by everything that its person read before. Pure: the same facts give the same answer.
 * @param history the past without this reading; the numbers of `today` included
 */
export const unusualReading = (
  history: ReadingHistory,
  attempt: ReadingAttempt,
  thresholds: WatchingThresholds,
): ReadingJudgement => {
  const today = withAttempt(history.today, attempt)
  const facts = { history, today, attempt, thresholds }
  const reasons = rules.flatMap((rule) => rule(facts) ?? [])
  const points = reasons.reduce((sum, reason) => sum + reason.points, 0)
  const grade =
    points >= gradeFrom.blocked ? 'blocked' : points >= gradeFrom.throttled ? 'throttled' : points >= gradeFrom.raised ? 'raised' : 'normal'
  return { grade, reasons: grade === 'normal' ? [] : reasons }
}

type Facts = { history: ReadingHistory; today: TodaysReading; attempt: ReadingAttempt; thresholds: WatchingThresholds }
type Rule = (facts: Facts) => ReadingReason | null

const withAttempt = (today: TodaysReading, { kind, records, elsewhere, night }: ReadingAttempt): TodaysReading => ({
  opened: today.opened + (kind === 'opened' ? records : 0),
  openedLastHour: today.openedLastHour + (kind === 'opened' ? records : 0),
  searched: today.searched + (kind === 'searched' ? records : 0),
  seen: today.seen + (kind === 'seen' ? records : 0),
  exported: today.exported + (kind === 'exported' || kind === 'exported-alone' ? records : 0),
  exportedAlone: today.exportedAlone + (kind === 'exported-alone' ? records : 0),
  elsewhere: today.elsewhere + elsewhere,
  // A page of a list is one look.
  night: today.night + (night ? 1 : 0),
})

/** What is usual for the person; for the post where the person is new; for anybody where there is no past at all. */
const usualFor = ({ days, peers }: ReadingHistory, of: (day: DayOfReading) => number, rule: MeasureRule): Usual => {
  if (days.length >= fewestOwnDays) return usualOf(days.map(of), rule.leastSpread)
  const known = peers.filter((peer) => peer.length >= fewestOwnDays)
  return known.length === 0 ? rule.unknown : usualOf(known.flatMap((peer) => peer.map(of)), rule.leastSpread)
}

const pointsOf = (spreads: number, raisedAt: number): number =>
  spreads >= raisedAt * 4 ? gradeFrom.blocked : spreads >= raisedAt * 2 ? gradeFrom.throttled : spreads >= raisedAt ? gradeFrom.raised : 0

const bulk =
  (measure: Measure): Rule =>
  ({ history, today, thresholds }) => {
    const rule = measures[measure]
    const count = today[measure]
    if (count < rule.floor) return null
    const usual = usualFor(history, (day) => day[measure], rule)
    const points = pointsOf(spreadsAbove(count, usual, history.tide), thresholds.raisedAt)
    return points === 0 ? null : { code: `bulk.${measure}`, points, params: { count, usual: Math.round(usual.median) } }
  }

/** The day and its busiest hour are one finding: only what the day does not say is added. */
const opened: Rule = (facts) => {
  const { history, today, thresholds } = facts
  const day = bulk('opened')(facts)
  if (today.openedLastHour < hourRule.floor) return day
  const usual = usualFor(history, ({ openedPeak }) => openedPeak, hourRule)
  // An hour may be thrice as busy as any before; it slows down or stops nobody by itself.
  const points = Math.min(pointsOf(spreadsAbove(today.openedLastHour, usual, history.tide), thresholds.raisedAt), gradeFrom.raised)
  if (points === 0 || (day !== null && day.points >= points)) return day
  return { code: 'bulk.hour', points, params: { count: today.openedLastHour, usual: Math.round(usual.median) } }
}

const ceiling: Rule = ({ today, thresholds: { openedADay } }) =>
  today.opened <= openedADay ? null : { code: 'ceiling', points: gradeFrom.blocked, params: { count: today.opened, limit: openedADay } }

/** The last days with readings, and the days that they are compared with: those before the last four weeks or so. */
const lastDays = 10
const gapDays = 10
const fewestBefore = 10
/** How much more a day, in shares and in customers, and in shares above the growth of colleagues. */
const drippingShare = 1.4
const drippingMore = 10
const drippingAbovePeers = 1.25

const levels = (days: readonly DayOfReading[]): { before: number; lately: number } | null => {
  const before = days.slice(0, -(lastDays + gapDays))
  if (before.length < fewestBefore) return null
  const lately = days.slice(-lastDays)
  return { before: medianOf(before.map((day) => day.opened)), lately: medianOf(lately.map((day) => day.opened)) }
}

type Taken = 'exported' | 'exportedAlone'

/** Rows of a week; where nobody has a past, somebody exports one list. What a second person agreed to may be as much as it once was. */
const weekly: Readonly<Record<Taken, { rank: number; leastSpread: number; unknown: Usual }>> = {
  exported: { rank: 0, leastSpread: 300, unknown: { median: 500, spread: 300 } },
  exportedAlone: { rank: 1, leastSpread: 100, unknown: { median: 200, spread: 100 } },
}

const exportedIn = ({ history: { date, days, peers }, today }: Facts, taken: Taken): { count: number; usual: Usual } => {
  const rule = weekly[taken]
  const of = (day: DayOfReading): number => day[taken]
  const weekOf = (those: readonly DayOfReading[]): Usual => usualWeek(date, those, of, rule)
  const known = peers.filter((peer) => hasWeeks(date, peer)).map(weekOf).toSorted((a, b) => a.median - b.median)
  // Of somebody new the weeks without any export say nothing: theirs, those of the post, or what nobody knows better.
  const guesses = [weekOf(days), known[Math.floor(known.length / 2)] ?? rule.unknown, rule.unknown]
  const usual = hasWeeks(date, days) ? weekOf(days) : guesses.reduce((most, one) => (one.median > most.median ? one : most))
  return { count: runningWeek(date, days, of) + today[taken], usual }
}

/**
 * What goes out in files. What a second person agreed to slows nobody down by itself; what was taken alone does, or one large
 * export would be made of many small ones, one a day. How busy colleagues are says nothing about files.
 */
const exported: Rule = (facts) => {
  if (facts.attempt.kind !== 'exported' && facts.attempt.kind !== 'exported-alone') return null
  const found = (['exportedAlone', 'exported'] as const).map((taken) => {
    const { count, usual } = exportedIn(facts, taken)
    const points = pointsOf(spreadsAbove(count, usual, 1), facts.thresholds.raisedAt)
    return { count, usual, points: taken === 'exported' ? Math.min(points, gradeFrom.raised) : points }
  })
  const [gravest] = found.toSorted((a, b) => b.points - a.points)
  if (gravest === undefined || gravest.points === 0) return null
  return { code: 'bulk.exported', points: gravest.points, params: { count: gravest.count, usual: Math.round(gravest.usual.median) } }
}

/** Some more each day, so that no day stands out: the last ten days against those of weeks ago. */
const drip: Rule = ({ history: { days, peers } }) => {
  const own = levels(days)
  if (own === null || own.before === 0) return null
  const grown = peers.flatMap((peer) => levels(peer) ?? []).filter(({ before }) => before > 0)
  const tide = grown.length === 0 ? 1 : Math.max(1, medianOf(grown.map(({ before, lately }) => lately / before)))
  const rises = own.lately >= own.before * Math.max(drippingShare, tide * drippingAbovePeers) && own.lately >= own.before + drippingMore
  return rises
    ? { code: 'drip', points: gradeFrom.raised, params: { days: lastDays, count: Math.round(own.lately), usual: Math.round(own.before) } }
    : null
}

/** Of a window a quarter longer than the order: who skips a few still reads in order. */
const ordered: Rule = ({ history: { lastOpened }, attempt, thresholds }) => {
  if (attempt.kind !== 'opened' || attempt.customerId === null) return null
  const all = [attempt.customerId, ...lastOpened.filter((id) => id !== attempt.customerId)]
  const within = (count: number): ReadingReason | null => {
    const window = all.slice(0, Math.ceil(count * 1.25))
    const run = inOrder(window)
    return run < count ? null : { code: 'in-order', points: count > thresholds.inOrder ? gradeFrom.throttled : gradeFrom.raised, params: { window: window.length, count: run } }
  }
  return within(thresholds.inOrder * 2) ?? within(thresholds.inOrder)
}

/** Numbers that lie next to each other: nobody's customers do. */
const nearbyFrom = [
  [20, gradeFrom.blocked],
  [10, gradeFrom.throttled],
  [5, gradeFrom.raised],
] as const

const nearby: Rule = ({ history, attempt }) => {
  const count = history.nearby + (attempt.nearby ? 1 : 0)
  const points = nearbyFrom.find(([from]) => count >= from)?.[1]
  return points === undefined ? null : { code: 'nearby', points, params: { count } }
}

/** Days of a kind are rare where fewer than one in twenty of the days with readings was one. */
const rareShare = 0.05
const fewAtNight = 8
const manyAtNight = 25

const rare = ({ days }: ReadingHistory, is: (day: DayOfReading) => boolean): boolean =>
  days.length >= fewestOwnDays && days.filter(is).length < days.length * rareShare

/** A weekday that is none by notice counts as the notice says; days of the past go by their weekday, which is enough to tell a habit. */
const isWeekend = ({ day }: DayOfReading): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

const outOfHours: Rule = ({ history, today, attempt }) => {
  const atNight = attempt.night && today.night >= fewAtNight && rare(history, ({ night }) => night >= fewAtNight / 2)
  if (atNight) return { code: 'night', points: today.night >= manyAtNight ? gradeFrom.raised : gradeFrom.raised - 1, params: { count: today.night } }
  const looks = today.opened + today.searched
  const atRest = !attempt.workingDay && looks >= fewAtNight && rare(history, isWeekend)
  return atRest ? { code: 'rest-day', points: looks >= manyAtNight ? gradeFrom.raised : gradeFrom.raised - 1, params: { count: looks } } : null
}

/** Spreads above the usual from which somebody who leaves is raised. */
const leavingSpreads = 2

const leaving: Rule = (facts) => {
  const { history, today, attempt, thresholds } = facts
  const { leavingInDays: days } = history
  if (days === null || days > thresholds.leavingDays) return null
  const more = (['opened', 'searched', 'seen'] as const).some((measure) => {
    const rule = measures[measure]
    return today[measure] >= rule.floor && spreadsAbove(today[measure], usualFor(history, (day) => day[measure], rule), history.tide) >= leavingSpreads
  })
  const takes = attempt.kind.startsWith('exported') && (['exported', 'exportedAlone'] as const).some((taken) => {
    const { count, usual } = exportedIn(facts, taken)
    return spreadsAbove(count, usual, 1) >= leavingSpreads
  })
  return more || takes ? { code: 'leaving', points: gradeFrom.raised, params: { days } } : null
}

const curiosity: Rule = ({ attempt: { readers }, thresholds: { readersADay } }) =>
  readers < readersADay ? null : { code: 'curiosity', points: gradeFrom.raised, params: { count: readers } }

const rules: readonly Rule[] = [
  opened, ceiling, bulk('searched'), bulk('seen'), bulk('elsewhere'), exported, drip, ordered, nearby, outOfHours, leaving, curiosity,
]
