import { countSignIn, type History, historyOf, noCounts, type Population } from '../../src/modules/identity/risk/history.ts'
import type { Attempt } from '../../src/modules/identity/risk/sign-in.ts'
import { type RiskLevel, signInRisk } from '../../src/modules/identity/risk/sign-in-risk.ts'
import type { Addresses } from './addresses.ts'
import { attack, type AttackKind, attackKinds } from './attacks.ts'
import { diceOf } from './dice.ts'
import { freemanScore, nothingSeen, see } from './freeman.ts'
import { type Genuine, staffOf } from './staff.ts'

/** A judged sign-in: whose, and what each way of judging says. */
export type Judged = {
  kind: 'genuine' | AttackKind
  /** Sign-ins before it. */
  before: number
  ours: number
  withoutKey: number
  published: number
  newDevice: boolean
  /** Asked by a rule, whatever the score. */
  ruled: boolean
  level: RiskLevel
}

export type Evaluation = { signIns: number; judged: readonly Judged[]; timed: readonly { history: History; attempt: Attempt }[]; population: Population }

/** Sign-ins of this first part of the time only teach. */
const learningDays = 30
/** Of a person's last sign-ins. */
const kept = 120

const withoutKey = (genuine: Genuine): Genuine => ({ ...genuine, attempt: { ...genuine.attempt, deviceKey: null } })

/**
 * Lets a company sign in for half a year and judges every sign-in at its time, with thieves in between.
 * @param attacksPerPerson of each of the five kinds
 */
export const evaluate = (
  seed: number,
  size: { people: number; days: number; restless: number; attacksPerPerson: number },
  addresses: Addresses,
): Evaluation => {
  const { people, signIns } = staffOf(seed, size, addresses)
  const dice = diceOf(seed ^ 0x5eed)
  const first = signIns[0]?.attempt.at ?? 0
  const learnedAt = first + learningDays * 86_400_000
  const [everybody, everybodyNoKeys, everybodySeen] = [noCounts(), noCounts(), nothingSeen()]
  const pasts: Genuine[][] = people.map(() => [])
  const judged: Judged[] = []
  const timed: { history: History; attempt: Attempt }[] = []
  const judgeable = signIns.filter(({ attempt }) => attempt.at >= learnedAt).length
  const attackShare = (size.attacksPerPerson * people.length) / judgeable

  for (const signIn of signIns) {
    const { attempt, person } = signIn
    const past = pasts[person] ?? []
    if (attempt.at >= learnedAt && past.length > 0) {
      const day = Math.floor((attempt.at - first) / 86_400_000)
      const recent = past.slice(-kept)
      const seen = nothingSeen()
      for (const one of recent.slice(-100)) see(seen, one)
      const history = historyOf(recent.map((earlier) => earlier.attempt), attempt.at)
      const anonymous = historyOf(recent.map((one) => withoutKey(one).attempt), attempt.at)
      const judge = (kind: Judged['kind'], one: { attempt: Attempt; userAgent: string }): void => {
        const { score, level, ruled } = signInRisk(history, one.attempt, everybody)
        const key = one.attempt.deviceKey
        judged.push({
          kind,
          before: past.length,
          ours: score,
          withoutKey: signInRisk(anonymous, { ...one.attempt, deviceKey: null }, everybodyNoKeys).score,
          published: freemanScore(one, seen, everybodySeen),
          newDevice: key === null || (history.levels['key']?.seen[`|${key}`] ?? 0) === 0,
          ruled,
          level,
        })
        if (timed.length < 5000) timed.push({ history, attempt: one.attempt })
      }
      judge('genuine', signIn)
      const victim = people[person]
      for (const kind of attackKinds) {
        if (victim !== undefined && dice.is(attackShare)) judge(kind, attack(dice, kind, { addresses, person: victim, around: attempt, past, day }))
      }
    }
    past.push(signIn)
    countSignIn(everybody, attempt)
    countSignIn(everybodyNoKeys, withoutKey(signIn).attempt)
    see(everybodySeen, signIn)
  }
  return { signIns: signIns.length, judged, timed, population: everybody }
}
