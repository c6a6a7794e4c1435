import type { SendSms, SmsOutcome } from './message.ts'

/** Whether another supplier could do better: not where the number is wrong or has had its fill. */
const mayHelp = (outcome: SmsOutcome): boolean =>
  (outcome.kind === 'refused' && outcome.why !== 'number') ||
  (outcome.kind === 'try-later' && outcome.why !== 'too-often')

/** Of two failures the one after which it is worth trying again. */
const better = (one: SmsOutcome, other: SmsOutcome): SmsOutcome => {
  if (one.kind !== 'try-later') return other
  if (other.kind !== 'try-later') return one
  const perhapsSent = one.perhapsSent || other.perhapsSent
  return { ...(one.afterSeconds <= other.afterSeconds ? one : other), perhapsSent }
}

type InTurn = {
  /** The first is asked first. */
  suppliers: readonly [SendSms, ...SendSms[]]
  /** Is told of each failure that another supplier was asked to make good; for the log. */
  onPassedOver?: (outcome: SmsOutcome) => void
}

/**
 * Sends by the first supplier that takes the message. A message whose answer was lost goes to the next one as well: it
 * may then arrive twice, with the same code, which is better than not at all.
 */
export const sendInTurn =
  ({ suppliers: [first, ...others], onPassedOver }: InTurn): SendSms =>
  async (message, signal) => {
    let outcome = await first(message, signal)
    for (const send of others) {
      if (!mayHelp(outcome) || signal.aborted) return outcome
      onPassedOver?.(outcome)
      const next = await send(message, signal)
      outcome = next.kind === 'sent' || !mayHelp(next) ? next : better(outcome, next)
    }
    return outcome
  }
