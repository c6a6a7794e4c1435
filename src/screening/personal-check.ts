import { lawFor } from './industry.ts'
import type { Setting } from './judge.ts'
import { isNumberedMailbox } from './personal-data/email.ts'
import { findPersonalData } from './personal-data/find-personal-data.ts'
import { provinces } from './personal-data/plate.ts'
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

/** What a unit may be part of; 0 for nearly all of a text. */
const DIGIT = 1
const BETWEEN = 2
const MAILBOX = 4
const PLATE_LETTER = 8

const buildKinds = (): Uint8Array => {
  const kinds = new Uint8Array(65536)
  const numerals = '零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖两'
  const circled = '①②③④⑤⑥⑦⑧⑨⓪❶❷❸❹❺❻❼❽❾⓿➀➁➂➃➄➅➆➇➈➊➋➌➍➎➏➐➑➒⑴⑵⑶⑷⑸⑹⑺⑻⑼⒈⒉⒊⒋⒌⒍⒎⒏⒐⓵⓶⓷⓸⓹⓺⓻⓼⓽¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉'
  // The second half of a mathematical digit (U+1D7CE-1D7FF) counts as a digit, the first stands between two.
  // The letter O is written for zero to get past a filter (chinese-numerals.ts).
  for (const sign of `0123456789０１２３４５６７８９oOｏＯ${numerals}${circled}`) kinds[sign.charCodeAt(0)] = DIGIT
  for (let code = 0xdfce; code <= 0xdfff; code++) kinds[code] = DIGIT
  const signs = ',/_，／＿ \t\u00a0\u3000().·•-－（）．−\u00ad\u20e3\ufe0e\ufe0f\ufeff\ud835'
  for (const sign of signs) kinds[sign.charCodeAt(0)] = BETWEEN
  for (let code = 0x2000; code <= 0x206f; code++) kinds[code] = BETWEEN
  for (const sign of '@＠') kinds[sign.charCodeAt(0)] = MAILBOX
  for (const letter of 'ABCDEFGHJKLMNPQRSTUVWXYZ') kinds[letter.charCodeAt(0)] = PLATE_LETTER
  for (let code = 0xff21; code <= 0xff3a; code++) kinds[code] = PLATE_LETTER | (kinds[code] ?? 0)
  return kinds
}

const kinds = buildKinds()

const plateDigit = /[0-9０-９]/

const lineEnd = /[\n\r\u2028\u2029]/

/** How far behind its letter a digit of a plate stands at most. */
const PLATE_REACH = 4

/** End (exclusive) of what looks like a plate: a letter at `at` behind a province, a digit near it; 0 for none. */
const plateEnd = (text: string, at: number): number => {
  if (!provinces.includes(text.charAt(at - 1))) return 0
  let end = 0
  for (let to = at + 1; to <= at + PLATE_REACH && !lineEnd.test(text.charAt(to)); to++) {
    if (plateDigit.test(text.charAt(to))) end = to + 1
  }
  return end
}

/** The shortest number that counts here is that of a passport. */
const LEAST_DIGITS = 7

/** What stands around a number and says what it is lies well within. */
const AROUND = 200

type Place = { from: number; to: number }

/**
 * Digits in a row, whatever stands between; the sign of a mailbox, which may be named by a short number; plates. One walk,
 * because nearly every unit is none of these.
 */
const placesOf = (text: string): Place[] => {
  const places: Place[] = []
  let number: Place = { from: 0, to: 0 }
  let digits = 0
  let from = 0
  let lastPlate = 0
  for (let at = 0; at < text.length; at++) {
    const kind = kinds[text.charCodeAt(at)] ?? 0
    if ((kind & (DIGIT | BETWEEN)) === 0) digits = 0
    if (kind === 0) continue
    if ((kind & DIGIT) !== 0) {
      digits++
      if (digits === 1) from = at
      if (digits === LEAST_DIGITS) places.push((number = { from, to: at + 1 }))
      else if (digits > LEAST_DIGITS) number.to = at + 1
    }
    if ((kind & MAILBOX) !== 0) places.push({ from: at, to: at + 1 })
    if ((kind & PLATE_LETTER) !== 0 && at > lastPlate) {
      const end = plateEnd(text, at)
      if (end === 0) continue
      places.push({ from: at - 1, to: end })
      lastPlate = end
    }
  }
  return places.toSorted((a, b) => a.from - b.from)
}

/** The parts of a text in which personal data may stand, in order; most copy has none. A pair of surrogates stays whole. */
const partsToSearch = (text: string): Place[] => {
  const parts: Place[] = []
  for (const { from, to } of placesOf(text)) {
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
