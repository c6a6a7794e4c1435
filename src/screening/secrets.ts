/**
 * Finds credentials of platforms in free text: app secrets, access keys, tokens, private keys, which are pasted by
 * mistake and are in everybody's hands once published (ACC-8). Pure; takes any string, never throws, is linear in its
 * length: one walk over the signs, and a look at what stands before the few long runs of letters and digits.
 *
 * Forms: WeChat (AppSecret: 32 hexadecimal digits), WeCom (Secret, EncodingAESKey: 43 signs), WeChat Pay (APIv3 key: 32
 * signs), Alibaba Cloud (AccessKey id LTAI...), Tencent Cloud (SecretId AKID...), language models (sk-...), JSON Web
 * Token (RFC 7519), PEM (RFC 7468).
 */
export type FoundSecret = {
  /** `certain`: the form says so, or the form and the word before it. `likely`: random signs after such a word. */
  confidence: 'certain' | 'likely'
  start: number
  end: number
}

const LEAST_SIGNS = 16
/** A token is no longer than this; what is longer is looked at as far as this. */
const MOST_SIGNS = 4096
/** As far as the word that names a secret may stand before it. */
const BEFORE = 48

const isTokenSign = new Uint8Array(128)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.') isTokenSign[sign.charCodeAt(0)] = 1

/** These say by their form alone what they are. */
const forms: readonly RegExp[] = [
  /^LTAI[A-Za-z0-9]{12,26}$/,
  /^AKID[A-Za-z0-9_-]{28,40}$/,
  /^sk-[A-Za-z0-9_-]{20,200}$/,
  /^eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{16,}$/,
]

const secretWord = /(?:secret|api[-_ ]?key|app[-_ ]?key|access[-_ ]?key|access[-_ ]?token|refresh[-_ ]?token|aes[-_ ]?key|密钥|秘钥|私钥|密匙|令牌)[^。；;\n]{0,24}$/i
/** Secrets of a set form, which the word before makes certain. */
const setForms: readonly RegExp[] = [/^[0-9a-f]{32}$/i, /^[A-Za-z0-9_-]{43}$/, /^[A-Za-z0-9]{32}$/]
const secretParameter = /(?:secret|token|key)=$/i
const pemBegin = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----/g
const pemEnd = /-----END [A-Z0-9 ]{0,60}PRIVATE KEY-----/g
/** A private key of 4,096 bits takes 3.3 KB. */
const MOST_PEM = 8192
/** Words and serial numbers have less; random signs of this length have more. */
const LEAST_BITS = 3.2

/** Finds secrets; the finds do not overlap and are in the order of the text. */
export const findSecrets = (text: string): FoundSecret[] => {
  const keys = privateKeysIn(text)
  const found: FoundSecret[] = [...keys]
  let start = -1
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : 0
    if (unit < 128 && isTokenSign[unit] === 1) {
      if (start < 0) start = at
      continue
    }
    if (start >= 0 && at - start >= LEAST_SIGNS) {
      const secret = judge(text, start, Math.min(at, start + MOST_SIGNS))
      if (secret !== null && !keys.some((key) => secret.start < key.end && key.start < secret.end)) found.push(secret)
    }
    start = -1
  }
  return keys.length === 0 ? found : found.toSorted((a, b) => a.start - b.start)
}

const judge = (text: string, from: number, to: number): FoundSecret | null => {
  // A full stop, a dash or an underscore at an end belongs to the sentence.
  const run = text.slice(from, to).replace(/[._-]+$/, '')
  const start = from + (/^[._-]*/.exec(run)?.[0].length ?? 0)
  const token = text.slice(start, from + run.length)
  const end = start + token.length
  if (token.length < LEAST_SIGNS) return null
  if (forms.some((form) => form.test(token))) return { confidence: 'certain', start, end }
  if (token.includes('.')) return null
  const before = text.slice(Math.max(0, start - BEFORE), start)
  const inAddress = /:\/\/[^\s]*$/.test(before)
  if (inAddress ? !secretParameter.test(before) : !secretWord.test(before)) return null
  const named = setForms.some((form) => form.test(token)) && isMixed(token)
  if (named) return { confidence: 'certain', start, end }
  return isMixed(token) && bitsOf(token) >= LEAST_BITS ? { confidence: 'likely', start, end } : null
}

const isMixed = (token: string): boolean => /[0-9]/.test(token) && /[A-Za-z]/.test(token)

/** Shannon entropy of the signs of a token, in bits for each. */
const bitsOf = (token: string): number => {
  const counts = new Map<string, number>()
  for (const sign of token) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / token.length) * Math.log2(count / token.length)
  return bits
}

const privateKeysIn = (text: string): FoundSecret[] => {
  if (!text.includes('PRIVATE KEY-----')) return []
  const found: FoundSecret[] = []
  pemBegin.lastIndex = 0
  for (let begin = pemBegin.exec(text); begin !== null; begin = pemBegin.exec(text)) {
    const start = begin.index
    const rest = text.slice(start, start + MOST_PEM)
    pemEnd.lastIndex = 0
    const last = pemEnd.exec(rest)
    const end = last === null ? start + begin[0].length : start + last.index + last[0].length
    found.push({ confidence: 'certain', start, end })
    pemBegin.lastIndex = end
  }
  return found
}
