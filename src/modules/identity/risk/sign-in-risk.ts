import type { Reason } from '../../../kernel/decision.ts'
import { type ValueName, valueOf } from './features.ts'
import { type Agreed, compare, habitsNear } from './likelihood.ts'
import { type History, noCounts, type Population } from './history.ts'
import { type ReasonCode, type ReasonFacts, reasonOf } from './reasons.ts'
import { type Attempt, shanghaiTime } from './sign-in.ts'
import { travelBetween } from './travel.ts'

export type RiskLevel = 'low' | 'elevated' | 'high'

export type SignInRisk = {
  level: RiskLevel
  /** Evidence in natural logarithms: above 0 speaks for somebody else, below for the person. */
  score: number
  /** Whether a rule asks for more, whatever the score. */
  ruled: boolean
  /** Empty when the risk is low. */
  reasons: readonly Reason[]
}

/**
 * Thresholds of the score, from `npm run bench -- sign-in-risk --choose` with seeds 11, 12 and 13 (200 people each):
 * `elevated` is exceeded by 1 in 100 of the genuine sign-ins that no rule asks about (-0.56, -0.64, -0.45; what is like the
 * person lies below -3), `high` by 1 in 1,000 of all (3.6, 3.7, 3.9). The figures of ADR 12 come from another seed.
 */
const thresholds = { elevated: -0.55, high: 3.7 }

/** Evidence beside the habits, in natural logarithms: how much more often seen with thieves than with staff. Set by judgement. */
const evidence = { impossibleTravel: 3, abroadFirst: 2, hosting: 2, knownBad: 6, perFailure: 0.25, countedFailures: 8 }

/** A network of a data centre from which a person signed in that often is the company's own way out. */
const ownHostingAfter = 5
/** A city in which a person signed in that often is no journey: two networks whose addresses lie apart. */
const knownCityAfter = 3
/** One typing error is nobody's alarm. */
const manyFailures = 3
/** An hour is unusual when fewer than this share of at least so many sign-ins were near it. */
const oddShare = 0.02
const habitsAfter = 10
/** From midnight to this hour an unusual one is asked about, whatever the score. */
const nightUntil = 6

const hourMs = 3_600_000

const nobody: Population = noCounts()

/** What speaks against the person, as facts; the decision and the words are made from them. */
const factsOf = (attempt: Attempt, history: History, agreed: Agreed) => {
  const { place, network } = attempt
  const isNew = (level: string): boolean => agreed[level] === 0
  const neverHad = (name: ValueName): boolean => history.total > 0 && history.values[`${name}=${valueOf[name](attempt)}`] === undefined
  // Abroad the country is the finest place that is known.
  const seenCity = agreed[place === null || place.country === 'CN' ? 'city' : 'country'] ?? 0
  const travel =
    place === null || history.last === null || seenCity >= knownCityAfter
      ? null
      : travelBetween(history.last.place, place, (attempt.at - history.last.at) / hourMs)
  const newCountry = place !== null && isNew('country')
  const [newSystem, newBrowser] = [isNew('system'), neverHad('browser')]
  const seenHour = habitsNear(history, attempt.at)
  const oddHour = history.total >= habitsAfter && seenHour < history.total * oddShare
  return {
    first: history.total === 0,
    travel,
    seenCity,
    impossible: travel?.impossible === true,
    newCity: isNew('city'),
    newCountry,
    newProvince: place !== null && isNew('province'),
    abroad: newCountry && place.country !== 'CN',
    newPrefix: isNew('prefix'),
    hosting: (network.kind === 'hosting' || network.kind === 'vpn') && (agreed['prefix'] ?? 0) < ownHostingAfter,
    // Without cookies so far, by what it says of itself.
    newDevice: agreed['key'] === undefined ? newSystem || newBrowser || neverHad('model') : isNew('key'),
    newSystem,
    newBrowser,
    seenHour,
    oddHour,
    oddNight: oddHour && shanghaiTime(attempt.at).hour < nightUntil,
  }
}

type Facts = ReturnType<typeof factsOf>

const scoreOf = (facts: Facts, attempt: Attempt, statistics: number): number => {
  const failures = Math.min(evidence.countedFailures, Math.max(0, attempt.failuresBefore - 1))
  return (
    statistics +
    (facts.impossible ? evidence.impossibleTravel : 0) +
    (facts.abroad ? evidence.abroadFirst : 0) +
    (facts.hosting ? evidence.hosting : 0) +
    (attempt.knownBad ? evidence.knownBad : 0) +
    failures * evidence.perFailure
  )
}

/** Rules that stand beside the statistics: seldom true of staff, or too grave to leave to numbers. */
const ruleOf = (facts: Facts, attempt: Attempt): RiskLevel => {
  if (attempt.knownBad || (facts.impossible && facts.newDevice)) return 'high'
  const { first, impossible, newCountry, newProvince, newDevice, newSystem, hosting, oddNight } = facts
  const asks = first || impossible || newCountry || newProvince || newDevice || newSystem || hosting || oddNight
  return asks ? 'elevated' : 'low'
}

const levelOf = (rule: RiskLevel, score: number): RiskLevel => {
  if (rule === 'high' || score >= thresholds.high) return 'high'
  return rule === 'elevated' || score >= thresholds.elevated ? 'elevated' : 'low'
}

/** The codes that apply, gravest first. */
const codesOf = (facts: Facts, attempt: Attempt): ReasonCode[] => {
  const applies: readonly (readonly [boolean, ReasonCode])[] = [
    [attempt.knownBad, 'sign-in-risk.known-bad-network'],
    [facts.first, 'sign-in-risk.first'],
    [facts.impossible, 'sign-in-risk.travel-impossible'],
    [facts.abroad, 'sign-in-risk.place-abroad'],
    [facts.newCity && !facts.abroad, 'sign-in-risk.place-unfamiliar'],
    [facts.hosting && attempt.network.kind === 'hosting', 'sign-in-risk.network-hosting'],
    [facts.hosting && attempt.network.kind === 'vpn', 'sign-in-risk.network-vpn'],
    [facts.newPrefix && !facts.hosting && !attempt.knownBad, 'sign-in-risk.network-unfamiliar'],
    [facts.newDevice && !facts.first, 'sign-in-risk.device-new'],
    [facts.newSystem, 'sign-in-risk.system-unfamiliar'],
    [facts.newBrowser, 'sign-in-risk.browser-unfamiliar'],
    [facts.oddHour, 'sign-in-risk.hour-unusual'],
    [attempt.failuresBefore >= manyFailures, 'sign-in-risk.failures-before'],
  ]
  const codes = applies.flatMap(([holds, code]) => (holds ? [code] : []))
  return codes.length > 0 ? codes : ['sign-in-risk.unlike-habits']
}

/**
 * Judges a sign-in whose password was right: how likely it is somebody else's. Pure; microseconds. What it cannot see, a
 * thief in the person's city on the person's device at the person's hours, is for strong factors (docs/adr/0012).
 * @param history the person's, from `historyOf`
 * @param population the company's, where there is one
 */
export const signInRisk = (history: History, attempt: Attempt, population: Population = nobody): SignInRisk => {
  const compared = compare(attempt, history, population)
  const facts = factsOf(attempt, history, compared.agreed)
  const score = scoreOf(facts, attempt, compared.evidence)
  const rule = ruleOf(facts, attempt)
  const [level, ruled] = [levelOf(rule, score), rule !== 'low']
  if (level === 'low') return { level, score, ruled, reasons: [] }
  const words: ReasonFacts = { attempt, history, travel: facts.travel, seenCity: facts.seenCity, seenHour: facts.seenHour }
  return { level, score, ruled, reasons: codesOf(facts, attempt).map((code) => reasonOf(code, words)) }
}
