import type { SentenceParams } from '../../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../../kernel/shanghai-time.ts'
import { isStrong } from '../../factors.ts'
import type { KnownPlace } from '../parse/find-place.ts'
import { sameCity, sameProvince, tooFar } from './places.ts'
import { type AccountHistory, type AlertFacts, historyDays, type SignInHere } from './history.ts'
import type { TriageReasonCode } from './reasons.ts'
import { isOfSystem, systemsOf } from './systems.ts'

export const verdicts = ['likely-genuine', 'unclear', 'likely-stolen'] as const
export type TriageVerdict = (typeof verdicts)[number]

/** `points` above none speak for a thief, below for the person, none only explain. */
export type TriageReason = {
  code: TriageReasonCode
  points: number
  params: SentenceParams
  /** Whose sign-ins the words tell of; they, and who may see everybody's, read them in full. */
  about: readonly string[]
}

export type Triage = { verdict: TriageVerdict; score: number; reasons: readonly TriageReason[] }

/** Sums of points from which an alert is likely a thief's, or likely the person's. */
export const thresholds = { stolen: 5, genuine: -3 } as const

/** Fewer sign-ins say little of habits. */
const fewSignIns = 5
const minuteMs = 60_000

type Clue = Omit<TriageReason, 'about' | 'params'> & { params?: SentenceParams; about?: readonly string[] }

const clue = (holds: boolean, found: () => Clue): readonly Clue[] => (holds ? [found()] : [])

const nameOf = (place: AlertFacts['place']): { placeZh: string; placeEn: string } => {
  if (place === 'abroad' || place === null) return { placeZh: '具体国家不明', placeEn: 'country unknown' }
  return { placeZh: place.name.zh, placeEn: place.name.en }
}

const isAbroad = (place: AlertFacts['place']): boolean => place === 'abroad' || (place !== null && place.country !== 'CN')

/** The place of most sign-ins. */
const usual = (signIns: readonly SignInHere[]): { usualZh: string; usualEn: string; times: number } => {
  const counts = new Map<string, { place: KnownPlace; times: number }>()
  for (const { place } of signIns) {
    if (place === null) continue
    counts.set(place.name.en, { place, times: (counts.get(place.name.en)?.times ?? 0) + 1 })
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.times - a.times || (a.place.name.en < b.place.name.en ? -1 : 1))
  return { usualZh: most?.place.name.zh ?? '', usualEn: most?.place.name.en ?? '', times: most?.times ?? 0 }
}

const people = (signIns: readonly SignInHere[]): string[] => [...new Set(signIns.map(({ personId }) => personId))]

/** Where it was, against where its users are. */
const cluesOfPlace = ({ place }: AlertFacts, held: readonly SignInHere[]): readonly Clue[] => {
  if (place === null) return [{ code: 'place-unknown', points: 0 }]
  const known = held.filter((one) => one.place !== null)
  const words = nameOf(place)
  if (known.length === 0) return clue(isAbroad(place), () => ({ code: 'abroad-without-history', points: 2, params: words }))
  const numbers = { ...words, ...usual(known), total: known.length, days: historyDays }
  const about = people(known)
  if (place === 'abroad') {
    const never = known.every((one) => one.place?.country === 'CN')
    return clue(never, () => ({ code: 'place-abroad', points: 4, params: numbers, about }))
  }
  const seen = known.filter((one) => sameCity(one.place, place)).length
  if (seen > 0) {
    return [{ code: 'place-usual', points: seen >= 3 && seen / known.length >= 0.1 ? -2 : -1, params: { ...numbers, seen }, about }]
  }
  if (known.some((one) => sameProvince(one.place, place))) return [{ code: 'city-unfamiliar', points: 1, params: numbers, about }]
  if (place.country !== 'CN') return [{ code: 'place-abroad', points: 4, params: numbers, about }]
  return [{ code: 'place-unfamiliar', points: 2, params: numbers, about }]
}

/** Who was where around that time. */
const cluesOfMoment = ({ at, place, device }: AlertFacts, held: readonly SignInHere[], names: ReadonlyMap<string, string>): readonly Clue[] => {
  if (at === null) return [{ code: 'time-unknown', points: 0 }]
  if (place === null || place === 'abroad') return []
  const minutesOff = (one: SignInHere): number => Math.abs(one.at.getTime() - at.getTime()) / minuteMs
  const around = held.filter((one) => one.place !== null && minutesOff(one) <= 180).toSorted((a, b) => minutesOff(a) - minutesOff(b))
  const there = around.filter((one) => minutesOff(one) <= 60 && sameCity(one.place, place))
  const [alike] = there.filter((one) => isOfSystem(device, one.system))
  const [near] = there
  if (near !== undefined) {
    const one = alike ?? near
    const params = { name: names.get(one.personId) ?? '', minutes: Math.ceil(minutesOff(one)), system: one.system }
    return [{ code: alike === undefined ? 'same-city-then' : 'same-time-and-place', points: alike === undefined ? -1 : -3, params, about: [one.personId] }]
  }
  const elsewhere = around.length > 0 && around.every((one) => one.place !== null && tooFar(one.place, place, minutesOff(one) / 60))
  return clue(elsewhere, () => ({
    code: 'everybody-elsewhere',
    points: 1,
    params: { people: people(around).length, elsewhereZh: usual(around).usualZh, elsewhereEn: usual(around).usualEn },
    about: people(around),
  }))
}

const cluesOfNetwork = ({ network }: AlertFacts, history: AccountHistory, held: readonly SignInHere[]): readonly Clue[] => {
  if (network === null || network.prefix === '') return []
  const { prefix, kind, name } = network
  const used = held.filter((one) => one.prefix === prefix)
  const office = history.offices.get(prefix)
  const words = { prefix, networkZh: name?.zh ?? prefix, networkEn: name?.en ?? prefix, days: historyDays }
  const bad = history.stolen.some((one) => one.prefix === prefix)
  return [
    ...clue(bad, () => ({ code: 'network-of-theft', points: 4, params: words })),
    ...clue(office !== undefined, () => ({ code: 'network-office', points: -3, params: { ...words, people: office ?? 0 } })),
    ...clue(office === undefined && used.length > 0, () => ({
      code: 'network-known', points: -2, params: { ...words, seen: used.length }, about: people(used),
    })),
    ...clue(office === undefined && used.length === 0 && (kind === 'hosting' || kind === 'vpn'), () => ({
      code: kind === 'vpn' ? 'network-vpn' : 'network-hosting', points: 2, params: words,
    })),
  ]
}

const cluesOfDevice = ({ device }: AlertFacts, held: readonly SignInHere[]): readonly Clue[] => {
  const systems = systemsOf(device)
  if (systems.length === 0) return [{ code: 'device-unknown', points: 0 }]
  const known = held.filter(({ system }) => system !== 'unknown')
  const seen = known.filter((one) => isOfSystem(device, one.system)).length
  const params = { system: systems.join('/'), seen, total: known.length }
  return [
    ...clue(seen > 0, () => ({ code: 'device-known', points: -1, params, about: people(known) })),
    ...clue(seen === 0 && known.length >= fewSignIns, () => ({ code: 'device-new', points: 1, params, about: people(known) })),
  ]
}

const cluesOfEarlier = ({ place, device }: AlertFacts, { genuine }: AccountHistory): readonly Clue[] => {
  if (place === null || place === 'abroad') return []
  const alike = genuine.filter((one) => sameCity(one.place, place) && systemsOf(device).some((system) => isOfSystem(one.device, system)))
  return clue(alike.length > 0, () => ({ code: 'earlier-genuine', points: -2, params: { count: alike.length } }))
}

const hourOf = (at: Date): number => (at.getUTCHours() + 8) % 24

const cluesOfHour = ({ at }: AlertFacts, held: readonly SignInHere[]): readonly Clue[] => {
  if (at === null || held.length < 10) return []
  const hour = hourOf(at)
  const apart = (one: SignInHere): number => Math.min(Math.abs(hourOf(one.at) - hour), 24 - Math.abs(hourOf(one.at) - hour))
  const odd = hour < 6 && held.every((one) => apart(one) > 1)
  return clue(odd, () => ({ code: 'hour-odd', points: 1, params: { time: shanghaiTime(at).slice(11), total: held.length }, about: people(held) }))
}

const cluesOfLeavers = ({ place, network }: AlertFacts, history: AccountHistory, held: readonly SignInHere[]): readonly Clue[] =>
  history.leavers.flatMap(({ id, name, hasSeat }): readonly Clue[] => {
    const theirs = history.signIns.filter(({ personId }) => personId === id)
    const prefix = network?.prefix ?? ''
    const byNetwork = prefix !== '' && !history.offices.has(prefix) && theirs.some((one) => one.prefix === prefix) && !held.some((one) => one.prefix === prefix)
    const there = (one: SignInHere): boolean => place !== null && place !== 'abroad' && sameCity(one.place, place)
    const byPlace = !byNetwork && theirs.some(there) && !held.some(there)
    const about = [id]
    return [
      ...clue(byNetwork, () => ({ code: 'leaver-network', points: 4, params: { name }, about })),
      ...clue(byPlace, () => ({ code: 'leaver-place', points: 3, params: { name }, about })),
      ...clue(hasSeat, () => ({ code: 'leaver-seat', points: 1, params: { name }, about })),
    ]
  })

const sensitive: ReadonlySet<string> = new Set(['frozen', 'rights-changed', 'phone-changed', 'password-changed', 'bound'])

const cluesOfCircumstances = (alert: AlertFacts, history: AccountHistory): readonly Clue[] => {
  const [out] = history.checkOuts
  const gone = history.subjectGone
  const at = alert.at ?? alert.reportedAt
  return [
    ...clue(gone !== null, () => ({ code: 'subject-gone', points: 5, params: { name: gone?.name ?? '' }, about: gone === null ? [] : [gone.id] })),
    ...alert.forgedHosts.slice(0, 1).map((host): Clue => ({ code: 'forged-link', points: 0, params: { host } })),
    ...clue(out !== undefined && !isAbroad(alert.place), () => ({
      code: 'checked-out',
      points: -1,
      params: { name: out?.name ?? '', minutes: Math.max(0, Math.round((at.getTime() - (out?.at.getTime() ?? 0)) / minuteMs)) },
      about: out === undefined ? [] : [out.personId],
    })),
    ...clue(history.publications.length > 0, () => ({ code: 'published', points: -1, params: { count: history.publications.length } })),
    ...clue(sensitive.has(alert.action), () => ({ code: 'sensitive', points: 1 })),
    ...clue(alert.action === 'failed', () => ({ code: 'attempt', points: -1 })),
  ]
}

/** Codes of which one alone keeps an alert from counting as the person's. */
const contradicting: ReadonlySet<string> = new Set([
  'place-abroad', 'place-unfamiliar', 'network-of-theft', 'network-hosting', 'network-vpn', 'subject-gone', 'leaver-network', 'leaver-place', 'everybody-elsewhere',
])
/** Codes of which one at least speaks for the person by what is known of them. */
const agreeing: ReadonlySet<string> = new Set(['place-usual', 'network-office', 'network-known', 'earlier-genuine'])

const verdictOf = (score: number, codes: readonly string[], thin: boolean): TriageVerdict => {
  if (score >= thresholds.stolen) return 'likely-stolen'
  const agrees = codes.some((code) => agreeing.has(code)) && !codes.some((code) => contradicting.has(code))
  return score <= thresholds.genuine && agrees && !thin ? 'likely-genuine' : 'unclear'
}

/**
 * Compares an alert with what is known of its account. Pure. The points are a rule of thumb, not a probability: they
 * choose between three words, and every one of them is shown with its reason (docs/adr/0022).
 */
export const triageAlert = (history: AccountHistory, alert: AlertFacts): Triage => {
  const names = new Map(history.holders.map(({ id, name }) => [id, name]))
  const held = history.signIns.filter(({ personId }) => names.has(personId))
  const clues: Clue[] = [
    ...cluesOfPlace(alert, held),
    ...cluesOfNetwork(alert, history, held),
    ...cluesOfMoment(alert, held, names),
    ...cluesOfDevice(alert, held),
    ...cluesOfEarlier(alert, history),
    ...cluesOfHour(alert, held),
    ...cluesOfLeavers(alert, history, held),
    ...cluesOfCircumstances(alert, history),
  ]
  const strange = clues.some(({ code, points }) => points > 0 && (contradicting.has(code) || code === 'city-unfamiliar' || code === 'abroad-without-history'))
  if (strange && !isStrong(history.factors)) clues.push({ code: 'weak-factors', points: 1 })
  if (held.length === 0) clues.push({ code: 'history-none', points: 0, params: { days: historyDays } })
  else if (held.length < fewSignIns) clues.push({ code: 'history-short', points: 0, params: { days: historyDays, total: held.length }, about: people(held) })
  const score = clues.reduce((sum, { points }) => sum + points, 0)
  const codes = clues.map(({ code }) => code)
  const office = codes.includes('network-office') || codes.includes('earlier-genuine')
  return {
    verdict: verdictOf(score, codes, held.length < fewSignIns && !office),
    score,
    reasons: clues
      .map(({ params = {}, about = [], ...rest }) => ({ ...rest, params, about }))
      .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.points > b.points ? -1 : Number(a.points < b.points))),
  }
}
