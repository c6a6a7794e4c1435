import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import { isNumberedMailbox } from './personal-data/email.ts'
import { findPersonalData } from './personal-data/find-personal-data.ts'
import type { PersonalDatum } from './personal-data/types.ts'
import { wholePlace } from './parts.ts'
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

const OTHER = 0
const DIGIT = 1
const BETWEEN = 2

const buildClasses = (): Uint8Array => {
  const classes = new Uint8Array(65536)
  const numerals = '零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两'
  const circled = '①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾⓿➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒⑴⑵⑶⑷⑸⑹⑺⑻⑼⒈⒉⒊⒋⒌⒍⒎⒏⒐⓵⓶⓷⓸⓹⓺⓻⓼⓽¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉'
  // The second half of a mathematical digit (U+1D7CE-1D7FF) counts as a digit, the first stands between two.
  // The letter O is written for zero to get past a filter (chinese-numerals.ts).
  for (const sign of `0123456789０１２３４５６７８９oOｏＯ${numerals}${circled}`) classes[sign.charCodeAt(0)] = DIGIT
  for (let code = 0xdfce; code <= 0xdfff; code++) classes[code] = DIGIT
  const signs = ',/_，／＿ \t\u00a0\u3000().·•-－（）．−\u00ad\u20e3\ufe0e\ufe0f\ufeff\ud835'
  for (const sign of signs) classes[sign.charCodeAt(0)] = BETWEEN
  for (let code = 0x2000; code <= 0x206f; code++) classes[code] = BETWEEN
  return classes
}

const classes = buildClasses()

/** A capital behind a Chinese character and a digit near it: what a plate begins with. */
const mayBePlate = /[\u4e00-\u9fff][A-HJ-NP-ZＡ-Ｚ].{0,3}[0-9０-９]/g

/** The shortest number that counts here is that of a passport. */
const LEAST_DIGITS = 7

/** What stands around a number and says what it is lies well within. */
const AROUND = 200

type Place = { from: number; to: number }

/** Digits in a row, whatever stands between, and the sign of a mailbox, which may be named by a short number. */
const numberPlaces = (text: string): Place[] => {
  const places: Place[] = []
  let digits = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const found = classes[unit] ?? OTHER
    if (found === DIGIT) {
      if (digits === 0) from = at
      digits++
      if (digits === LEAST_DIGITS) places.push({ from, to: at + 1 })
      else if (digits > LEAST_DIGITS) places[places.length - 1] = { from, to: at + 1 }
    } else if (found === OTHER) {
      digits = 0
      if (unit === 0x40 || unit === 0xff20) places.push({ from: at, to: at + 1 })
    }
  }
  return places
}

/** The parts of a text in which personal data may stand, in order; most copy has none. A pair of surrogates stays whole. */
const partsToSearch = (text: string): Place[] => {
  const plates = Array.from(text.matchAll(mayBePlate), ({ index, 0: found }) => ({ from: index, to: index + found.length }))
  const parts: Place[] = []
  for (const { from, to } of [...numberPlaces(text), ...plates].toSorted((a, b) => a.from - b.from)) {
    const last = parts.at(-1)
    const start = Math.max(0, from - AROUND)
    const end = Math.min(text.length, to + AROUND)
    if (last !== undefined && start <= last.to) last.to = Math.max(last.to, end)
    else parts.push({ from: start, to: end })
  }
  return parts.map(({ from, to }) => ({ from: wholePlace(text, from), to: wholePlace(text, to) }))
}

/** Makes the check of personal data. */
export const createPersonalCheck = (rules: readonly CompiledRule[]): PersonalCheck => {
  const ours = rules.filter(({ id }) => id.startsWith('privacy.personal-data.'))
  const known = new Map(ours.map((rule) => [rule.id, rule]))
  return ({ text, industries }) => {
    if (known.size === 0) return []
    const found = partsToSearch(text).flatMap(({ from, to }) =>
      findPersonalData(text.slice(from, to)).map((datum) => ({ datum, from })),
    )
    return found.flatMap(({ datum, from }): Finding[] => {
      const rule = known.get(ruleOf(datum) ?? '')
      if (rule === undefined) return []
      const { start, end, excerpt } = datum
      return [
        {
          rule: rule.id,
          category: rule.category,
          severity: rule.severity,
          start: from + start,
          end: from + end,
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
