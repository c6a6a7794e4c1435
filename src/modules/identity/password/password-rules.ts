import { defineGate, type Gate } from '../../../kernel/gate.ts'
import { commonPieces, commonRuns } from './common-passwords.ts'

/** Characters (code points after `normalisePassword`), not bytes. */
export const passwordLength = { min: 12, max: 128 } as const

/** What must be left of a password once everything that attackers try first is taken out of it. */
const unpredictableMin = 6

/**
 * The form in which a password is judged and hashed: NFKC, so that 123 typed full-width with a Chinese input method is
 * the same password (NIST SP 800-63B, section 3.1.1.2).
 */
export const normalisePassword = (password: string): string => password.normalize('NFKC')

export type PasswordFacts = {
  /** Normalised. */
  password: string
  loginName: string
  company: string
  /** Whether it is the password that is in use. */
  inUse: boolean
}

const swaps: Readonly<Record<string, string>> = {
  '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't',
}

const longestFirst = (pieces: readonly string[]): readonly string[] => pieces.toSorted((a, b) => b.length - a.length)
const runs = longestFirst(commonRuns)
const pieces = longestFirst(commonPieces)

/** Takes every piece out, longest first; a gap stays where it was, so that no new piece forms across it. */
const without = (text: string, found: readonly string[]): string =>
  found.reduce((rest, piece) => rest.split(piece).join('\n'), text)

/**
 * What is left of a password once keyboard runs, common words (also with digits for letters), years and repetitions
 * are taken out. `Password@2026` leaves one character.
 */
export const unpredictablePart = (password: string): string => {
  const folded = without(password.toLowerCase().replace(/(.{3,})\1+/gu, '$1'), runs)
    .replace(/(19|20)\d\d/g, '\n')
    .replace(/(.)\1{2,}/gu, '$1')
  const unswapped = folded.replace(/[@431!0$57]/g, (char) => swaps[char] ?? char)
  const rest = without(unswapped, pieces)
  // The shorter of two readings: digits may stand for letters or for themselves.
  const plain = without(folded, pieces)
  return [rest, plain].map((text) => text.replaceAll('\n', '')).toSorted((a, b) => a.length - b.length)[0] ?? ''
}

const legalForm = /(有限责任公司|股份有限公司|集团有限公司|有限公司|集团|公司|co\.?,? ?ltd\.?|inc\.?|ltd\.?)$/i

/** The names that a password must not contain: each in full, and the company also without its legal form. */
const namesOf = ({ loginName, company }: PasswordFacts): readonly string[] => {
  const name = company.normalize('NFKC').toLowerCase().trim()
  const [beforeAt = ''] = loginName.toLowerCase().split('@')
  const names = [loginName.toLowerCase(), beforeAt, name, name.replace(legalForm, '').trim()]
  return names.filter((part) => part.length >= 3)
}

/** Whether a password may be set (ACC-4): one reason for each rule that it breaks. */
export const passwordGate: Gate<PasswordFacts> = defineGate<PasswordFacts>([
  {
    code: 'password.length',
    otherwise: 'deny',
    sentence: { zh: '密码长度须为 {min} 至 {max} 个字符。', en: 'A password has {min} to {max} characters.' },
    holds: ({ password }) => [...password].length >= passwordLength.min && [...password].length <= passwordLength.max,
    params: () => passwordLength,
  },
  {
    code: 'password.upper-case',
    otherwise: 'deny',
    sentence: { zh: '密码须含大写字母。', en: 'A password contains an upper-case letter.' },
    holds: ({ password }) => /\p{Lu}/u.test(password),
  },
  {
    code: 'password.lower-case',
    otherwise: 'deny',
    sentence: { zh: '密码须含小写字母。', en: 'A password contains a lower-case letter.' },
    holds: ({ password }) => /\p{Ll}/u.test(password),
  },
  {
    code: 'password.digit',
    otherwise: 'deny',
    sentence: { zh: '密码须含数字。', en: 'A password contains a digit.' },
    holds: ({ password }) => /\p{Nd}/u.test(password),
  },
  {
    code: 'password.special',
    otherwise: 'deny',
    sentence: {
      zh: '密码须含特殊字符，例如标点或空格。',
      en: 'A password contains a special character such as punctuation or a space.',
    },
    holds: ({ password }) => /[\p{P}\p{S}\p{Z}]/u.test(password),
  },
  {
    code: 'password.contains-name',
    otherwise: 'deny',
    sentence: {
      zh: '密码不能包含登录名或公司名称。',
      en: 'A password contains neither the login name nor the name of the company.',
    },
    holds: (facts) => !namesOf(facts).some((name) => facts.password.toLowerCase().includes(name)),
  },
  {
    code: 'password.common',
    otherwise: 'deny',
    sentence: {
      zh: '密码过于常见：去掉常用词、键盘连号、年份和重复字符后，所剩不足 {min} 个字符。',
      en: 'The password is too common: without common words, runs, years and repetitions under {min} signs remain.',
    },
    holds: ({ password }) => [...unpredictablePart(password)].length >= unpredictableMin,
    params: () => ({ min: unpredictableMin }),
  },
  {
    code: 'password.in-use',
    otherwise: 'deny',
    sentence: { zh: '新密码不能与当前密码相同。', en: 'The new password differs from the current one.' },
    holds: ({ inUse }) => !inUse,
  },
])
