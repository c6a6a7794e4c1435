import { createHash } from 'node:crypto'
import type { createTransport } from 'nodemailer'
import { z } from 'zod'
import { untilAborted } from '../until-aborted.ts'
import { type MailOutcome, type MailRefusal, refusedMail, type SendMail } from './mail.ts'

export type SmtpSettings = {
  host: string
  port: number
  /** `implicit`: from the first byte on (465); `starttls`: after the greeting, demanded (587); `none`: in the house. */
  encryption: 'implicit' | 'starttls' | 'none'
  account: { user: string; password: string } | undefined
  /** Address of the sender. */
  from: string
  /** Milliseconds for the connection, for the greeting, and for each answer. */
  timeoutMs?: number
}

const TIMEOUT_MS = 10_000
/** A server that wants patience (greylisting, RFC 6647) wants some minutes of it. */
const PATIENCE_SECONDS = 300
const RETRY_SECONDS = 60

const address = z.email().max(254)

/** What nodemailer says of a failure, as far as it is used. */
const failureSchema = z.object({
  code: z.string().optional(),
  /** Of the error below. */
  originalCode: z.string().optional(),
  timeoutType: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.int().optional(),
})

/** There was no connection, or no greeting: nothing can have been handed over. */
const neverMet =
  /^(?:EDNS|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT)$/

/** Sends mail by a server that the operator named (RFC 5321), every message over a connection of its own. */
export const smtpMail = ({ host, port, encryption, account, from, timeoutMs = TIMEOUT_MS }: SmtpSettings): SendMail => {
  const options = {
    host,
    port,
    secure: encryption === 'implicit',
    requireTLS: encryption === 'starttls',
    ignoreTLS: encryption === 'none',
    ...(account === undefined ? {} : { auth: { user: account.user, pass: account.password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // A message is text that is handed over; nothing in it is ever fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2' },
  } as const
  // The library takes 30 MB: only whoever sends mail loads it.
  let loaded: Promise<ReturnType<typeof createTransport>> | null = null
  const transport = () => (loaded ??= import('nodemailer').then((library) => library.createTransport(options)))
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return async (mail, signal) => {
    if (!address.safeParse(mail.to).success) return refusedMail('recipient', null)
    const sending = (await transport())
      .sendMail({
        from,
        to: mail.to,
        subject: mail.subject.slice(0, 200),
        text: mail.text.slice(0, 20_000),
        messageId: `<${createHash('sha256').update(mail.id).digest('hex').slice(0, 40)}@${domain}>`,
        // So that no absence note answers (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      .then((): MailOutcome => ({ kind: 'sent' }), failureOf)
    return untilAborted(signal, sending, late)
  }
}

/** The connection cannot be called back; whether the message still goes out is not known. */
const late: MailOutcome = { kind: 'try-later', why: 'time-out', afterSeconds: RETRY_SECONDS, perhapsSent: true }

const failureOf = (error: unknown): MailOutcome => {
  const said = failureSchema.safeParse(error).data ?? {}
  const { code = '', originalCode = '', timeoutType = '', command = '', responseCode = null } = said
  if (responseCode !== null && responseCode >= 400 && responseCode < 500) {
    return { kind: 'try-later', why: 'busy', afterSeconds: PATIENCE_SECONDS, perhapsSent: false }
  }
  if (code === 'EAUTH' || code === 'ENOAUTH') return refusedMail('credentials', responseCode)
  if (code === 'ETLS' || /CERT|TLS|SSL|ISSUER|SIGNATURE/.test(originalCode)) return refusedMail('tls', responseCode)
  if (responseCode !== null) return refusedMail(whyOf(code, command), responseCode)
  const perhapsSent = ![code, originalCode, timeoutType].some((one) => neverMet.test(one))
  const why = code === 'ETIMEDOUT' ? 'time-out' : 'unreachable'
  return { kind: 'try-later', why, afterSeconds: RETRY_SECONDS, perhapsSent }
}

const whyOf = (code: string, command: string): MailRefusal =>
  command === 'MAIL FROM' ? 'sender' : code === 'EENVELOPE' || command === 'RCPT TO' ? 'recipient' : 'content'
