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
  (send: SendMail, onFailure: (outcome: MailOutcome) => void): ((mail: Mail) => Promise<void>) =>
  async (mail) => {
    const outcome = await send(mail, AbortSignal.timeout(WITHIN_MS))
    if (outcome.kind === 'sent') return
    onFailure(outcome)
    if (outcome.kind === 'try-later' && !outcome.perhapsSent) throw new MailNotSent(outcome.why)
  }
