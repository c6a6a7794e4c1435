import type { SendSms, SmsOutcome } from './message.ts'

/** The supplier is away, or the number had its fill; the message did not go out. */
export class NewsNotSent extends Error {
  override readonly name = 'NewsNotSent'
}

/** Both suppliers, one attempt each. */
const WITHIN_MS = 30_000

type SendNews = (message: { phone: string; number: string; news: string; id: string }) => Promise<'sent' | 'perhaps' | 'refused'>

/**
 * Tells people how their request stands, for a job. Rejects only where trying again helps and surely nothing went out; of a
 * message whose answer was lost nobody knows, which is said. Every failure is told to the log.
 */
export const newsBy =
  (send: SendSms, onFailure: (outcome: SmsOutcome) => void): SendNews =>
  async ({ phone, number, news, id }) => {
    const outcome = await send({ phone, template: 'request-news', params: { number, news }, id }, AbortSignal.timeout(WITHIN_MS))
    if (outcome.kind === 'sent') return 'sent'
    onFailure(outcome)
    if (outcome.kind === 'refused') return 'refused'
    if (outcome.perhapsSent) return 'perhaps'
    throw new NewsNotSent(outcome.why)
  }
