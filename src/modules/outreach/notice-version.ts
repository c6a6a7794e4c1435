import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** What a notice tells the person (个人信息保护法第十七条). */
export type NoticeText = {
  title: string
  /** What the data are used for. */
  purposeText: string
  method: string
  /** Which data. */
  scope: string
  retention: string
  /** Who else receives them; 无 where nobody does. */
  recipients: string
  plainText: string
  /** Whether it is about sensitive personal data, which want a separate consent (第二十九条). */
  sensitive: boolean
}

/** What a consent rests on: SHA-256, in hex, over the canonical JSON (RFC 8785) of the whole text. */
export const noticeDigest = ({ title, purposeText, method, scope, retention, recipients, plainText, sensitive }: NoticeText): string =>
  createHash('sha256')
    .update(canonicalize({ title, purposeText, method, scope, retention, recipients, plainText, sensitive }) ?? '')
    .digest('hex')

const wantNewConsent = ['purposeText', 'method', 'scope', 'recipients', 'sensitive'] as const

/**
 * Whether everybody must be asked again after a change: purpose, method and kinds of data by 第十四条第二款, whoever
 * else receives them by 第二十三条. Nobody can decide otherwise; a clearer wording of the rest asks nobody anew.
 */
export const asksAgain = (before: NoticeText, after: NoticeText): boolean =>
  wantNewConsent.some((field) => before[field] !== after[field])
