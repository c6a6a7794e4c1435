import { findPersonalData } from './find-personal-data.ts'
import type { PersonalDatum, PersonalKind } from './types.ts'

export type MaskOptions = {
  /** Kinds to mask; all by default. */
  kinds?: readonly PersonalKind[]
  /**
   * `partial` (default): enough stays to tell two apart, as on a bank statement. `full`: nothing stays; for text that
   * leaves the company.
   */
  style?: 'partial' | 'full'
}

/** How many signs stay readable at the front and at the back. */
const shown: Record<PersonalKind, readonly [front: number, back: number]> = {
  mobile: [3, 4],
  landline: [4, 2],
  'id-card': [3, 4],
  'bank-card': [4, 4],
  email: [1, 0],
  passport: [1, 3],
  plate: [2, 2],
  wechat: [2, 1],
  qq: [2, 2],
  address: [0, 0],
  name: [1, 0],
}

const MASK = '*'

/** What is written between the signs of a number stays as it is, and so does what cannot be seen. */
const isBetween = (sign: string): boolean => /^[\s\p{P}\p{Cf}\p{Mn}\p{Me}+＋−]$/u.test(sign)

/** The end of the last 省, 市, 区 or 县: so much of an address does not find anybody. */
const districtEnd = (excerpt: string): number => {
  const roads = excerpt.search(/[0-9０-９]/)
  const front = roads < 0 ? excerpt : excerpt.slice(0, roads)
  return Math.max(...['省', '市', '区', '县'].map((sign) => front.slice(0, 20).lastIndexOf(sign))) + 1
}

const maskedExcerpt = ({ kind, excerpt }: PersonalDatum, style: 'partial' | 'full'): string => {
  const signs = Array.from(excerpt)
  const isNumber = kind !== 'email' && kind !== 'wechat'
  const at = kind === 'email' ? signs.findIndex((sign) => sign === '@' || sign === '＠') : signs.length
  const places = signs.flatMap((sign, index) => (index >= at || (isNumber && isBetween(sign)) ? [] : [index]))
  // The country code is no part of the number.
  const number = kind === 'mobile' ? places.slice(-11) : places
  const [most, back] = kind === 'address' ? [districtEnd(excerpt), 0] : shown[kind]
  // At least half of a short one is hidden.
  const front = Math.min(most, kind === 'address' ? number.length : Math.ceil((number.length - back) / 2))
  const hidden = new Set(style === 'full' ? places : number.slice(front, Math.max(front, number.length - back)))
  return signs
    .map((sign, index) => (hidden.has(index) || (style === 'full' && index >= at) ? MASK.repeat(sign.length) : sign))
    .join('')
}

/** Masking may lay something bare that a mask covered before: rounds until nothing is found. */
const ROUNDS = 4

/**
 * The same text with personal data masked: 138****1234, 330***********1234, z***@qq.com. Its length and every other
 * sign stay, so that offsets remain valid. Nothing is found in the result again.
 */
export const maskPersonalData = (text: string, options: MaskOptions = {}): string => {
  const { kinds, style = 'partial' } = options
  let masked = text
  for (let round = 0; round < ROUNDS; round++) {
    const found = findPersonalData(masked).filter(({ kind }) => kinds?.includes(kind) ?? true)
    if (found.length === 0) break
    const parts: string[] = []
    let copied = 0
    for (const datum of found) {
      parts.push(masked.slice(copied, datum.start), maskedExcerpt(datum, style))
      copied = datum.end
    }
    masked = parts.join('') + masked.slice(copied)
  }
  return masked
}
