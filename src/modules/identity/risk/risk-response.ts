import type { SecondFactor } from '../factors/factor.ts'
import type { RiskLevel } from './sign-in-risk.ts'

export type ResponseFacts = {
  level: RiskLevel
  /** What the person has set up, strongest first. */
  offered: readonly SecondFactor[]
  /** Whether the company demands a second factor of everybody. */
  demanded: boolean
  /** Whether the person has signed in with this browser before. */
  knownDevice: boolean
}

/**
 * What follows from the risk of a sign-in whose password was right (ACC-5): `open` - let in; `ask` - for one of these
 * factors; `refuse`. High risk is answered by a passkey and by nothing that can be passed on to a cheat; where a factor
 * would be needed and there is none, whoever has the password must not be the one to set the first one up.
 */
export const responseTo = ({
  level,
  offered,
  demanded,
  knownDevice,
}: ResponseFacts): { kind: 'open' } | { kind: 'ask'; factors: readonly SecondFactor[] } | { kind: 'refuse' } => {
  const usable = level === 'high' ? offered.filter((factor) => factor === 'passkey') : offered
  if (usable.some((factor) => factor !== 'recovery-code')) return { kind: 'ask', factors: usable }
  if (level === 'high') return { kind: 'refuse' }
  return level === 'elevated' && demanded && !knownDevice ? { kind: 'refuse' } : { kind: 'open' }
}
