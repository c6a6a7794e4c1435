import type { Candidate } from './types.ts'

/** Longest local part and domain (RFC 5321, section 4.5.3.1). */
const MAX_LOCAL = 64
const MAX_DOMAIN = 255

const isLocal = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x61 && code <= 0x7a) ||
  code === 0x2e || code === 0x5f || code === 0x2d || code === 0x2b

const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![a-z0-9-])/i

/** Mailboxes of an office, not of a person. */
const offices = new Set(
  (
    'service services info support help contact sales market marketing hr job jobs zhaopin admin office kefu bd pr ' +
    'media press business hello noreply no-reply postmaster webmaster privacy legal security cs feedback team'
  ).split(' '),
)

/** E-mail addresses of persons. */
export const findEmails = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > 0 && at - start < MAX_LOCAL && isLocal(text.charCodeAt(start - 1))) start--
    while (start < at && text[start] === '.') start++
    if (start === at) continue
    const host = domain.exec(text.slice(at + 1, at + 1 + MAX_DOMAIN))?.[0]
    if (host === undefined || offices.has(text.slice(start, at).toLowerCase())) continue
    found.push({ kind: 'email', start, end: at + 1 + host.length, confidence: 'certain' })
  }
  return found
}

/** Whether the name of the mailbox is itself a number by which a person is reached: a mobile or a QQ number. */
export const isNumberedMailbox = (address: string): boolean => /^(?:1[3-9]\d{9}@|[1-9]\d{4,10}@qq\.)/i.test(address)
