import type { Reason } from '../../../kernel/decision.ts'
import { defineGate, type Gate } from '../../../kernel/gate.ts'
import { characterRules, passwordMaximum } from './character-rules.ts'
import type { Guessability } from './guessing/estimate.ts'
import { hintSentences } from './guessing/hints.ts'

/** The code of the reason that no judgement is possible at the moment; it says nothing about the password. */
export const notJudged = 'password.not-judged'

/** What zxcvbn must say at least: about 10^8 guesses. */
const scoreMin = 3
/** How many things somebody who knows the common pieces must at least get right. */
const piecesMin = 8

export type PasswordFacts = {
  /** Normalised. */
  password: string
  /** Characters, a setting. */
  minimum: number
  loginName: string
  company: string
  /** `not-asked` of a password that is refused for its length anyway, `no-answer` where none came in time. */
  guessability: Guessability | 'not-asked' | 'no-answer'
  /** Whether it, or what it was made of in the usual way, is a known leaked password. */
  leaked: boolean
  /** Whether it is the password that is in use. */
  inUse: boolean
  /** Whether it is the one in use with other digits or in another case, where that is known. */
  similar: boolean
  /** Whether it is one of the person's last ones. */
  reused: boolean
  /** How many last ones must not be set again, a setting. */
  historyLength: number
}

const legalForm = /(有限责任公司|股份有限公司|集团有限公司|有限公司|集团|公司|co\.?,? ?ltd\.?|inc\.?|ltd\.?)$/i

/** The names that a password must not contain: each in full, and the company also without its legal form. */
export const namesOf = ({ loginName, company }: Pick<PasswordFacts, 'loginName' | 'company'>): readonly string[] => {
  const name = company.normalize('NFKC').toLowerCase().trim()
  const [beforeAt = ''] = loginName.toLowerCase().split('@')
  const names = [loginName.toLowerCase(), beforeAt, name, name.replace(legalForm, '').trim()]
  return names.filter((part) => part.length >= 3)
}

const rules = defineGate<PasswordFacts>([
  {
    code: 'password.length',
    otherwise: 'deny',
    sentence: { zh: '密码长度须为 {min} 至 {max} 个字符。', en: 'A password has {min} to {max} characters.' },
    holds: ({ password, minimum }) => characterRules.length(password, minimum),
    params: ({ minimum }) => ({ min: minimum, max: passwordMaximum }),
  },
  {
    code: 'password.upper-case',
    otherwise: 'deny',
    sentence: { zh: '密码须含大写字母。', en: 'A password contains an upper-case letter.' },
    holds: ({ password }) => characterRules['upper-case'](password),
  },
  {
    code: 'password.lower-case',
    otherwise: 'deny',
    sentence: { zh: '密码须含小写字母。', en: 'A password contains a lower-case letter.' },
    holds: ({ password }) => characterRules['lower-case'](password),
  },
  {
    code: 'password.digit',
    otherwise: 'deny',
    sentence: { zh: '密码须含数字。', en: 'A password contains a digit.' },
    holds: ({ password }) => characterRules.digit(password),
  },
  {
    code: 'password.special',
    otherwise: 'deny',
    sentence: {
      zh: '密码须含特殊字符，例如标点或空格。',
      en: 'A password contains a special character such as punctuation or a space.',
    },
    holds: ({ password }) => characterRules.special(password),
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
    code: 'password.leaked',
    otherwise: 'deny',
    sentence: {
      zh: '这个密码或它的常见变形出现在已泄露的密码中，攻击者会最先尝试，请换一个。',
      en: 'This password, or what it was made of, is among leaked passwords, which attackers try first; choose another one.',
    },
    holds: ({ leaked }) => !leaked,
  },
  {
    code: 'password.in-use',
    otherwise: 'deny',
    sentence: { zh: '新密码不能与当前密码相同。', en: 'The new password differs from the current one.' },
    holds: ({ inUse }) => !inUse,
  },
  {
    code: 'password.too-similar',
    otherwise: 'deny',
    sentence: {
      zh: '新密码只改动了数字或大小写，知道旧密码的人很容易猜到，请换一个不同的密码。',
      en: 'Only digits or case were changed, which whoever knows the old password guesses; choose a different one.',
    },
    holds: ({ similar, inUse }) => inUse || !similar,
  },
  {
    code: 'password.reused',
    otherwise: 'deny',
    sentence: {
      zh: '新密码不能与最近用过的 {count} 个密码相同（含当前密码），请换一个。',
      en: 'The new password differs from the last {count}, the present one included; choose another one.',
    },
    holds: ({ reused }) => !reused,
    params: ({ historyLength }) => ({ count: historyLength }),
  },
  {
    code: notJudged,
    otherwise: 'deny',
    sentence: {
      zh: '暂时无法判断密码是否容易被猜中，请稍后再试。',
      en: 'Whether the password is easily guessed cannot be told at the moment; try again shortly.',
    },
    holds: ({ guessability }) => guessability !== 'no-answer',
  },
])

/** Says what makes it guessable, never what stands in it. */
const guessable = ({ guessability }: PasswordFacts): readonly Reason[] => {
  if (typeof guessability === 'string') return []
  const { score, pieces, hints } = guessability
  if (score >= scoreMin && pieces >= piecesMin) return []
  const why = hints.map((hint) => hintSentences[hint])
  const said = (locale: 'zh' | 'en', between: string): string => why.map((sentence) => sentence[locale]).join(between)
  return [
    {
      code: 'password.guessable',
      sentence: {
        zh: `密码容易被猜中${why.length === 0 ? '' : `，含有${said('zh', '、')}`}。请换用几个互不相干的词，或再加长一些。`,
        en: `The password is easily guessed${why.length === 0 ? '' : `: it holds ${said('en', ', ')}`}. Use several unrelated words, or make it longer.`,
      },
      params: {},
    },
  ]
}

/** Whether a password may be set (ACC-4): one reason for each rule that it breaks. */
export const passwordGate: Gate<PasswordFacts> = (facts) => {
  const reasons = [...rules(facts).reasons, ...guessable(facts)]
  return { verdict: reasons.length === 0 ? 'allow' : 'deny', reasons }
}
