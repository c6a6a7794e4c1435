import { findPersonalData, type PersonalKind } from '../../../screening/index.ts'
import { type FieldKind, fieldKinds } from './kinds.ts'

const withoutSigns = (text: string): string => text.replaceAll(/[\s\-‐-―()·.]/g, '')

/** The country code, in every way of writing it, before a number that is whole without it. */
const withoutCountry = (digits: string): string => digits.replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')

/** What makes two ways of writing the same value. */
const written: Readonly<Record<FieldKind, (text: string) => string>> = {
  name: (text) => text.replaceAll(/\s+/g, ' '),
  mobile: (text) => withoutCountry(withoutSigns(text)),
  landline: (text) => withoutSigns(text).replace(/^(?:\+|00)?86(?=[1-9])/, '0').replace(/^(?:\+|00)86(?=0)/, ''),
  // Almost no mail server tells capital from small letters, though RFC 5321 (section 2.4) would let it.
  email: (text) => text.toLowerCase(),
  // WeChat does not tell them apart either.
  wechat: (text) => text.toLowerCase(),
  'wecom-id': (text) => text,
  address: (text) => text.replaceAll(/\s+/g, ' '),
  birthday: (text) => text,
  plate: (text) => withoutSigns(text).toUpperCase(),
  'id-card': (text) => withoutSigns(text).toUpperCase(),
  'bank-card': (text) => withoutSigns(text),
  note: (text) => text,
}

/** Texts, whose full-width signs are as they should be. */
const texts: readonly FieldKind[] = ['name', 'address', 'note']

/**
 * The one way in which a value is kept, compared and indexed: full width made half (NFKC), what stands between digits taken
 * out, the country code of a mobile taken off, letters by their platform's rule. Texts stay as they were written.
 */
export const normalised = (kind: FieldKind, value: string): string =>
  written[kind](value.normalize(texts.includes(kind) ? 'NFC' : 'NFKC').trim())

/** Whether screening takes the whole value for what it is said to be: prefix, region, date and check digit are right. */
const isWhole = (kind: PersonalKind, lead: string) => (value: string): boolean =>
  findPersonalData(lead + value).some((found) => found.kind === kind && found.excerpt === value && found.confidence === 'certain')

const isDay = (value: string): boolean =>
  /^(?:19|20)\d\d-\d\d-\d\d$/.test(value) && new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value

const isIdentityNumber = isWhole('id-card', '身份证号：')

const fits: Readonly<Record<FieldKind, (value: string) => boolean>> = {
  name: (value) => /\p{L}/u.test(value) && !/\d{5}/.test(value),
  mobile: (value) => /^1\d{10}$/.test(value) && isWhole('mobile', '手机号：')(value),
  landline: (value) => /^0\d{9,11}$/.test(value) && isWhole('landline', '电话：')(value),
  email: (value) => /^[a-z0-9._+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/.test(value),
  // 6 to 20 signs, a letter first; the ids that WeChat gives by itself are longer.
  wechat: (value) => /^(?:[a-z][-_a-z0-9]{5,19}|wxid_[a-z0-9]{6,23})$/.test(value),
  'wecom-id': (value) => /^[\w-]{10,64}$/.test(value),
  address: (value) => /\p{L}/u.test(value),
  birthday: isDay,
  plate: isWhole('plate', '车牌号：'),
  // Those of 15 digits have no check digit and were replaced by 2013.
  'id-card': (value) => /^\d{17}[\dX]$/.test(value) && isIdentityNumber(value),
  'bank-card': (value) => /^\d{14,19}$/.test(value) && isWhole('bank-card', '银行卡号：')(value),
  note: (value) => value !== '',
}

/** Whether a normalised value can be what its kind says: shape, length, check digit. */
export const isFitting = (kind: FieldKind, value: string): boolean =>
  value !== '' && value.length <= fieldKinds[kind].longest && fits[kind](value)
