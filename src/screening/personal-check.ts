import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import { isNumberedMailbox } from './personal-data/email.ts'
import { findPersonalData } from './personal-data/find-personal-data.ts'
import type { PersonalDatum } from './personal-data/types.ts'
import type { CompiledRule, Finding } from './types.ts'

/** Personal data that copy would publish. The rules themselves (law, severity, advice) stand in personal-data.yaml. */
export type PersonalCheck = (setting: Pick<Setting, 'text' | 'industries'>) => Finding[]

const ruleOf = ({ kind, excerpt, confidence }: PersonalDatum): string | null => {
  if (confidence === 'possible') return null
  switch (kind) {
    case 'mobile':
    case 'plate':
      return 'privacy.personal-data.contact'
    case 'email':
      return isNumberedMailbox(excerpt.normalize('NFKC')) ? 'privacy.personal-data.contact' : null
    case 'id-card':
    case 'bank-card':
    case 'passport':
      return 'privacy.personal-data.identity'
    // A shop has a line, an address and a contact of its own; who is asked for a WeChat id, other rules say.
    case 'landline':
    case 'address':
    case 'name':
    case 'wechat':
    case 'qq':
      return null
  }
}

const digit = '(?:[0-9０-９①-⑨⓪❶-❾⓿➀-➈➊-➒零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]|\ud835[\udfce-\udfff])'

const between = '[\\s().·•\\-‐-―−（）－．\u200b-\u200f\ufe0f\u20e3]{0,2}'

/** Most copy holds no four digits or numerals in a row and nothing like a plate: then nothing counts here. */
const mayHold = new RegExp(`${digit}(?:${between}${digit}){3}|[\u4e00-\u9fff][A-HJ-NP-ZＡ-Ｚ].{0,3}[0-9０-９]`)

/** Makes the check of personal data. */
export const createPersonalCheck = (rules: readonly CompiledRule[]): PersonalCheck => {
  const ours = rules.filter(({ id }) => id.startsWith('privacy.personal-data.'))
  const known = new Map(ours.map((rule) => [rule.id, rule]))
  return ({ text, industries }) => {
    if (known.size === 0 || !mayHold.test(text)) return []
    return findPersonalData(text).flatMap((datum): Finding[] => {
      const rule = known.get(ruleOf(datum) ?? '')
      if (rule === undefined) return []
      const { start, end, excerpt } = datum
      return [
        {
          rule: rule.id,
          category: rule.category,
          severity: rule.severity,
          start,
          end,
          excerpt,
          law: lawFor(rule.laws, industries),
          advice: rule.advice,
          why: rule.why.replace('{hit}', () => excerpt),
          ...(rule.proof === undefined ? {} : { proof: rule.proof }),
        },
      ]
    })
  }
}
