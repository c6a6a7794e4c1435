import type { Mail, MailOutcome, SendMail } from './mail.ts'

/** The server is away; the mail did not go out. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent'
}

const WITHIN_MS = 30_000

/**
 * Sends mails for a job. Rejects only where trying again helps: a refusal stands, and a mail whose answer was lost has
 * perhaps arrived. Every failure is told to the log.
 */
export const mailsBy =
  (send: SendMail, onFailure: (outcome: MailOutcome) => void): ((mail: Mail) => Promise<'sent' | 'perhaps' | 'refused'>) =>
  async (mail) => {
    const outcome = await send(mail, AbortSignal.timeout(WITHIN_MS))
    if (outcome.kind === 'sent') return 'sent'
    onFailure(outcome)
    if (outcome.kind === 'try-later' && !outcome.perhapsSent) throw new MailNotSent(outcome.why)
    return outcome.kind === 'refused' ? 'refused' : 'perhaps'
  }
