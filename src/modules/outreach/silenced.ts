import type { SendFacts } from './send-gate.ts'

/** Where the platform says nothing itself: what the answer names as its limit. */
const assumedLimit = 30

/**
 * The facts about somebody to whom nothing is ever sent, for a reason that is nobody's business. The gate answers with what
 * it would say of many others.
 */
export const silenced = (facts: SendFacts): SendFacts => {
  if (facts.purpose === 'statutory') {
    const limit = facts.platformLimit ?? assumedLimit
    return { ...facts, platformLimit: limit, onChannelThisMonth: limit }
  }
  return { ...facts, consent: facts.purpose === 'marketing' && facts.consent === 'none' ? 'none' : 'withdrawn' }
}
