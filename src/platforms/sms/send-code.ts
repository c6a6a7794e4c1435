import type { SendSms, SmsOutcome } from './message.ts'

/** The supplier is away; the code did not go out. */
export class CodeNotSent extends Error {
  override readonly name = 'CodeNotSent'
}

/** Both suppliers, one attempt each. */
const WITHIN_MS = 30_000

type SendCode = (message: { phone: string; code: string; id: string }) => Promise<void>

/**
 * Sends sign-in codes, for a job. Rejects only where trying again helps: a refusal stands, and a message whose answer
 * was lost has perhaps arrived; in both cases the person asks for another code. Every failure is told to the log.
 */
export const codesBy =
  (send: SendSms, onFailure: (outcome: SmsOutcome) => void): SendCode =>
  async ({ phone, code, id }) => {
    const outcome = await send({ phone, template: 'sign-in-code', params: { code }, id }, AbortSignal.timeout(WITHIN_MS))
    if (outcome.kind === 'sent') return
    onFailure(outcome)
    const isAway = outcome.kind === 'try-later' && (outcome.why === 'busy' || outcome.why === 'unreachable')
    if (isAway) throw new CodeNotSent(outcome.why)
  }
