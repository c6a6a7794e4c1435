import type { Sentence } from '../../kernel/sentence.ts'

/** One message to one person, as plain text. */
export type Mail = {
  to: string
  /** At most 200 characters. */
  subject: string
  /** At most 20,000 characters. */
  text: string
  /** The same for the same message: it becomes its Message-ID, by which mailboxes know one that came twice. */
  id: string
}

const refusals = {
  recipient: {
    zh: '收件地址不存在或拒收，请核对邮箱地址。',
    en: 'The address does not exist or takes no mail; check it.',
  },
  sender: {
    zh: '邮件服务器不接受发件地址，请核对发件人配置。',
    en: 'The mail server does not accept the sender; check the configuration.',
  },
  credentials: {
    zh: '邮件服务器的账号或密码不正确，请核对配置；有的邮箱须使用授权码。',
    en: 'User or password of the mail server is wrong; check the configuration, some want a code made for programs.',
  },
  tls: {
    zh: '无法与邮件服务器建立加密连接，请核对端口、加密方式和服务器证书。',
    en: 'No encrypted connection to the mail server; check port, encryption and its certificate.',
  },
  content: {
    zh: '邮件服务器拒收这封邮件，请查看其退信原因。',
    en: 'The mail server refused this message; look up its reason.',
  },
} as const satisfies Record<string, Sentence>

export type MailRefusal = keyof typeof refusals

export type MailOutcome =
  | { kind: 'sent' }
  /** `code`: the server's three digits; null where there were none. Its text is left out: it repeats addresses. */
  | { kind: 'refused'; why: MailRefusal; code: number | null; sentence: Sentence }
  | {
      kind: 'try-later'
      why: 'busy' | 'unreachable' | 'time-out'
      afterSeconds: number
      /** The server had the message and gave no answer. */
      perhapsSent: boolean
    }

/** Sends one message. Does not throw for what the server does, and does not try again: that is the job's part. */
export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<MailOutcome>

export const refusedMail = (why: MailRefusal, code: number | null): MailOutcome => ({
  kind: 'refused',
  why,
  code,
  sentence: refusals[why],
})
