/** A session's token is replaced when it is older than this. */
const rotateAfterMs = 15 * 60_000

/** The token before still works for this long: calls that were under way do not know the new one yet. */
const graceMs = 60_000

export type TokenFacts = {
  presented: 'current' | 'previous'
  /** Whether anybody has used the current token yet. */
  arrived: boolean
  rotatedAt: Date
}

/**
 * What follows from the token that a session is presented with. `arrive`: it is the current one, used for the first
 * time. `rotate`: hand out a new one. `copied`: the one before, long after the new one was used - two hold the session.
 */
export const tokenTurn = ({ presented, arrived, rotatedAt }: TokenFacts, now: Date): 'keep' | 'arrive' | 'rotate' | 'copied' => {
  const age = now.getTime() - rotatedAt.getTime()
  if (presented === 'current') return age >= rotateAfterMs ? 'rotate' : arrived ? 'keep' : 'arrive'
  if (age <= graceMs) return 'keep'
  // The answer that carried the new token may have been lost on its way.
  return arrived ? 'copied' : 'rotate'
}
