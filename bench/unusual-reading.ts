import { parseArgs } from 'node:util'
import { addDays } from '../src/kernel/calendar/beijing-time.ts'
import type { DayOfReading } from '../src/modules/vault/watching/model/history.ts'
import { defaultThresholds, type WatchingThresholds } from '../src/modules/vault/watching/model/thresholds.ts'
import { medianOf } from '../src/modules/vault/watching/model/usual.ts'
import { diceOf } from './sign-in-risk/dice.ts'
import { type Day, honestDay, honestExports, type Reader, stolen, teamOf, type Theft, theftDays, thefts, theftTitles, tideOf } from './unusual-reading/histories.ts'
import { replay, type Replayed, summary } from './unusual-reading/replay.ts'

const usage = `npm run bench -- unusual-reading [--people N] [--seed N] [--raised-at N] [--json]

How many thieves the model of unusual reading finds and after how many records, against the share of honest days on which somebody is
raised, slowed down or stopped without cause. A team with shifts, campaigns, month ends and new people reads for 170 days; the same seed
makes the same team. Days are taken one by one: nobody decides on an alert, so what lasts for days is counted on each of them.
  --people N     6 to 200; 40 unless said otherwise
  --seed N       2026 unless said otherwise; the thresholds of the program were chosen with seeds 11 to 13
  --raised-at N  the threshold of the settings; ${defaultThresholds.raisedAt} unless said otherwise
`

const days = 170
const warmUp = 65
const from = '2026-01-05'

type Line = { theft: Theft; thieves: number; raised: number; throttled: number; blocked: number; records: number | null; taken: number }
type Honest = { days: number; raised: number; throttled: number; blocked: number; reasons: Readonly<Record<string, number>> }

export const run = async (argv: readonly string[]): Promise<number> => {
  const options = optionsFrom(argv)
  if (options === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const { people, seed, thresholds, json } = options
  const started = performance.now()
  const report = evaluate({ people, seed, thresholds })
  const perReading = (performance.now() - started) / report.judged
  process.stdout.write(json ? `${JSON.stringify({ people, seed, thresholds, ...report, perReading })}\n` : tableOf(report, { people, seed, perReading }))
  return 0
}

const optionsFrom = (argv: readonly string[]) => {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { people: { type: 'string', default: '40' }, seed: { type: 'string', default: '2026' }, 'raised-at': { type: 'string', default: String(defaultThresholds.raisedAt) }, json: { type: 'boolean', default: false } },
    })
    const [people, seed, raisedAt] = [Number(values.people), Number(values.seed), Number(values['raised-at'])]
    const fits = Number.isInteger(people) && people >= 6 && people <= 200 && Number.isInteger(seed) && raisedAt >= 2 && raisedAt <= 20
    return fits ? { people, seed, thresholds: { ...defaultThresholds, raisedAt }, json: values.json } : undefined
  } catch {
    return undefined
  }
}

type Team = { readers: readonly Reader[]; lived: ReadonlyMap<string, readonly Day[]>; summed: ReadonlyMap<string, readonly DayOfReading[]> }

const evaluate = ({ people, seed, thresholds }: { people: number; seed: number; thresholds: WatchingThresholds }) => {
  const dice = diceOf(seed)
  const readers = teamOf(people, dice)
  const tide = tideOf(days, from, dice)
  // Of their own, so that the readings stay those of earlier figures.
  const exportDice = diceOf(seed + 7)
  const lived = new Map(
    readers.map((reader) => [
      reader.name,
      Array.from({ length: days }, (_, index): Day => {
        const date = addDays(from, index)
        if (index < reader.joins) return { date, readings: [] }
        const about = { date, tide: tide[index] ?? 1 }
        const day = honestDay(reader, about, dice)
        return { date, readings: [...day.readings, ...honestExports(reader, about, exportDice)] }
      }),
    ]),
  )
  const team: Team = { readers, lived, summed: new Map([...lived].map(([name, all]) => [name, all.map((day) => summary(day, thresholds))])) }
  let judged = 0
  const honest: Replayed[] = []
  for (const reader of readers) {
    for (let index = Math.max(warmUp, reader.joins); index < days; index += 1) {
      const day = lived.get(reader.name)?.[index]
      if (day === undefined || day.readings.length === 0) continue
      judged += day.readings.length
      honest.push(replay(pastOf(team, reader, index), day, thresholds))
    }
  }
  const lines = thefts.map((theft): Line => {
    const found: { raised: boolean; throttled: boolean; blocked: boolean; records: number | null; taken: number }[] = []
    for (const reader of readers.filter(({ joins }) => joins === 0)) {
      const outcome = steal(team, reader, theft, { thresholds, seed: seed + 1 })
      judged += outcome.judged
      found.push(outcome)
    }
    const share = (of: 'raised' | 'throttled' | 'blocked'): number => found.filter((one) => one[of]).length / found.length
    const records = found.flatMap((one) => one.records ?? [])
    return {
      theft,
      thieves: found.length,
      raised: share('raised'),
      throttled: share('throttled'),
      blocked: share('blocked'),
      records: records.length === 0 ? null : medianOf(records),
      taken: medianOf(found.map(({ taken }) => taken)),
    }
  })
  return { honest: honestOf(honest), lines, judged }
}

/** The colleagues whose days are looked at: twenty, as the program does. */
const peersOf = ({ readers }: Team, reader: Reader): readonly Reader[] => readers.filter(({ name }) => name !== reader.name).slice(0, 20)

const worked = (summed: readonly DayOfReading[], index: number): readonly DayOfReading[] =>
  summed.slice(Math.max(0, index - 60), index).filter(({ opened, seen, searched, exported }) => opened + seen + searched + exported > 0)

const pastOf = (team: Team, reader: Reader, index: number, own?: readonly DayOfReading[], leavingInDays: number | null = null) => {
  const peers = peersOf(team, reader)
  const shares = peers.flatMap(({ name }) => {
    const summed = team.summed.get(name) ?? []
    const usual = medianOf(worked(summed, index).map(({ opened }) => opened))
    const today = summed[index]?.opened ?? 0
    return today === 0 || usual === 0 ? [] : [today / usual]
  })
  const before = own ?? team.summed.get(reader.name) ?? []
  return {
    days: worked(before, index),
    peers: peers.map(({ name }) => worked(team.summed.get(name) ?? [], index)),
    // Of the whole day; the program sees what colleagues have read so far, which in the morning is less.
    tide: shares.length < 3 ? 1 : Math.min(4, Math.max(1, medianOf(shares))),
    lastOpened: [],
    leavingInDays,
  }
}

const steal = (team: Team, reader: Reader, theft: Theft, { thresholds, seed }: { thresholds: WatchingThresholds; seed: number }) => {
  const dice = diceOf(seed + reader.usual)
  const length = theftDays[theft]
  const first = days - length
  const summed = [...(team.summed.get(reader.name) ?? [])]
  let [records, taken, judged] = [0, 0, 0]
  const outcome = { raised: false, throttled: false, blocked: false, records: null as number | null }
  for (let index = first; index < days; index += 1) {
    const honest = team.lived.get(reader.name)?.[index] ?? { date: addDays(from, index), readings: [] }
    // A thief steals on days of work, and a night or a single day is one.
    if (honest.readings.length === 0 && length > 1) continue
    const { replaces, readings } = stolen(theft, reader, dice)
    const before = replaces ? [] : honest.readings
    const day: Day = { date: honest.date, readings: [...before, ...readings] }
    const leaves = theft === 'leaving' ? days - index : null
    const replayed = replay(pastOf(team, reader, index, summed, leaves), day, thresholds, before.length)
    judged += day.readings.length
    const countOf = (upTo: number): number => readings.slice(0, upTo).reduce((sum, one) => sum + one.records, 0)
    for (const grade of ['raised', 'throttled', 'blocked'] as const) {
      const at = replayed.first[grade]
      if (at === null) continue
      if (grade === 'raised' && !outcome.raised) outcome.records = records + countOf(at)
      outcome[grade] = true
    }
    records += countOf(readings.length)
    taken = records
    summed[index] = summary(day, thresholds)
  }
  return { ...outcome, taken, judged }
}

const honestOf = (replayed: readonly Replayed[]): Honest => {
  const share = (wanted: readonly Replayed['grade'][]): number => replayed.filter(({ grade }) => wanted.includes(grade)).length / replayed.length
  const reasons: Record<string, number> = {}
  for (const { codes } of replayed) for (const code of codes) reasons[code] = (reasons[code] ?? 0) + 1
  return { days: replayed.length, raised: share(['raised', 'throttled', 'blocked']), throttled: share(['throttled', 'blocked']), blocked: share(['blocked']), reasons }
}

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 2 : 0)} %`

const tableOf = ({ honest, lines }: ReturnType<typeof evaluate>, { people, seed, perReading }: { people: number; seed: number; perReading: number }): string =>
  [
    `${people} people, seed ${seed}; ${(perReading * 1000).toFixed(1)} µs a judgement`,
    `honest: ${honest.days} days of one person; raised ${percent(honest.raised)}, slowed down ${percent(honest.throttled)}, stopped ${percent(honest.blocked)}`,
    `  by ${Object.entries(honest.reasons).map(([code, count]) => `${code} ${count}`).join(', ') || 'nothing'}`,
    'thief                             raised  slowed  stopped  raised after  of records',
    ...lines.map(({ theft, raised, throttled, blocked, records, taken }) =>
      [theftTitles[theft].padEnd(32), percent(raised).padStart(8), percent(throttled).padStart(8), percent(blocked).padStart(9), String(records ?? '-').padStart(14), String(taken).padStart(12)].join(''),
    ),
    '',
  ].join('\n')
