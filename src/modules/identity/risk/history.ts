import { deviceLabel } from './device/device-label.ts'
import { eachLevel, levelNames, placeKey, valueNames, valueOf } from './features.ts'
import { type SignIn, shanghaiTime } from './sign-in.ts'
import type { Place } from './place/places-file.ts'

/** Older ones, and more than these, say little more (Wiefling et al. 2022 found nothing after six months). */
const historyDays = 180
const historyLength = 100

const dayMs = 86_400_000

/**
 * What was seen at one level: how many sign-ins had a value here; by the path above, how many of them and how many different values; by the
 * path with the value, how many had it.
 */
export type LevelCounts = { total: number; within: Record<string, number>; kinds: Record<string, number>; seen: Record<string, number> }

/** How often what was seen, among so many sign-ins; plain JSON. */
export type Counts = {
  total: number
  /** By the names of levels. */
  levels: Record<string, LevelCounts>
  /** Sign-ins by hour of the day in Shanghai, on working days (Monday to Friday) and at weekends. */
  workdays: number[]
  weekends: number[]
}

/** The sign-ins of everybody, which say what is usual in this company. */
export type Population = Counts

/** What is left of one person's sign-ins for a decision, so that none of them is read again. */
export type History = Counts & {
  /** Sign-ins by single values, `browser=...`. */
  values: Record<string, number>
  /** Days that it covers, for sentences. */
  days: number
  /** The last one with a known place, for the speed of travel. */
  last: { at: number; place: Place } | null
  usualPlace: Usual | null
  usualDevice: Usual | null
}

type Usual = { zh: string; en: string; times: number }

export const noCounts = (): Counts => ({
  total: 0,
  levels: Object.fromEntries(levelNames.map((name) => [name, { total: 0, within: {}, kinds: {}, seen: {} }])),
  workdays: Array.from({ length: 24 }, () => 0),
  weekends: Array.from({ length: 24 }, () => 0),
})

/** Counts one more sign-in, in place. */
export const countSignIn = (counts: Counts, signIn: SignIn): void => {
  counts.total += 1
  eachLevel(signIn, ({ name }, above, path, missing) => {
    const level = counts.levels[name]
    if (level === undefined || missing) return
    level.total += 1
    level.within[above] = (level.within[above] ?? 0) + 1
    const before = level.seen[path] ?? 0
    if (before === 0) level.kinds[above] = (level.kinds[above] ?? 0) + 1
    level.seen[path] = before + 1
  })
  const { hour, weekend } = shanghaiTime(signIn.at)
  const hours = weekend ? counts.weekends : counts.workdays
  hours[hour] = (hours[hour] ?? 0) + 1
}

const countValues = (signIns: readonly SignIn[]): Record<string, number> => {
  const values: Record<string, number> = {}
  for (const signIn of signIns) {
    for (const name of valueNames) {
      const value = `${name}=${valueOf[name](signIn)}`
      values[value] = (values[value] ?? 0) + 1
    }
  }
  return values
}

/** Newest first; at the same moment any order, but always the same one. */
const byTime = (a: SignIn, b: SignIn): number => {
  if (a.at !== b.at) return b.at - a.at
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)]
  return left < right ? -1 : Number(left > right)
}

const internal = { zh: '内网', en: 'internal network' }

/** The most frequent of some named things. */
const mostFrequent = (named: readonly { key: string; zh: string; en: string }[]): Usual | null => {
  const found = new Map<string, Usual>()
  for (const { key, zh, en } of named) found.set(key, { zh, en, times: (found.get(key)?.times ?? 0) + 1 })
  return [...found].toSorted(([a, x], [b, y]) => y.times - x.times || (a < b ? -1 : 1))[0]?.[1] ?? null
}

/**
 * Sums up one person's successful sign-ins for `signInRisk`.
 * @param signIns in any order; those of the last 180 days before `at` count, at most the last 100
 * @param at the moment of the decision, milliseconds since 1970
 */
export const historyOf = (signIns: readonly SignIn[], at: number): History => {
  const counted = signIns
    .filter((signIn) => signIn.at < at && signIn.at >= at - historyDays * dayMs)
    .toSorted(byTime)
    .slice(0, historyLength)
  const counts = noCounts()
  for (const signIn of counted) countSignIn(counts, signIn)
  const last = counted.find(({ place }) => place !== null)
  const first = counted.at(-1)
  return {
    ...counts,
    values: countValues(counted),
    days: first === undefined ? 0 : Math.max(1, Math.ceil((at - first.at) / dayMs)),
    last: last?.place === undefined || last.place === null ? null : { at: last.at, place: last.place },
    usualPlace: mostFrequent(
      counted.flatMap(({ place, network }) => {
        if (place !== null) return [{ key: placeKey(place), ...place.name }]
        return network.kind === 'internal' ? [{ key: network.kind, ...internal }] : []
      }),
    ),
    usualDevice: mostFrequent(
      counted.map(({ device }) => {
        const label = deviceLabel(device)
        return { key: label.en, ...label }
      }),
    ),
  }
}
