import type { Decision, Verdict } from './decision.ts'
import { gateRefused } from './errors.ts'
import type { Sentence, SentenceParams } from './sentence.ts'

/** A pure decision at a point where harm could pass. */
export type Gate<Facts> = (facts: Facts) => Decision

type Requirement<Facts> = {
  code: string
  /** What follows when the requirement does not hold. */
  otherwise: 'review' | 'deny'
  sentence: Sentence
  law?: string
  holds: (facts: Facts) => boolean
  params?: (facts: Facts) => SentenceParams
}

/**
 * Makes a gate out of requirements: it allows only when every one of them holds, and names each that does not.
 * The gravest consequence wins.
 */
export const defineGate =
  <Facts>(requirements: readonly Requirement<Facts>[]): Gate<Facts> =>
  (facts) => {
    const broken = requirements.filter((requirement) => !requirement.holds(facts))
    const verdict: Verdict = broken.some((r) => r.otherwise === 'deny') ? 'deny' : broken.length > 0 ? 'review' : 'allow'
    return {
      verdict,
      reasons: broken.map(({ code, sentence, law, params }) => ({
        code,
        sentence,
        params: params?.(facts) ?? {},
        ...(law === undefined ? {} : { law }),
      })),
    }
  }

/**
 * Stops the operation unless the decision is `allow`.
 * @throws Problem `gate.refused` carrying every reason
 */
export const enforce = (decision: Decision): void => {
  if (decision.verdict === 'allow') return
  const [first] = decision.reasons
  throw gateRefused({ first: first === undefined ? '' : first.sentence.zh }, { reasons: decision.reasons })
}
