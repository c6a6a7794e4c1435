import { hash, type KeyObject } from 'node:crypto'
import { addDays } from '../../../kernel/calendar/beijing-time.ts'
import { identityCheck, luhnFits } from '../../../screening/personal-data/check-digits.ts'
import type { FieldKind } from '../fields/kinds.ts'
import { type Draws, drawsFor } from './draws.ts'

const surnames = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛')
const given = Array.from('安柏岑辰承初丹恩帆枫谷禾恒花佳简景君可兰乐礼林曼宁平琪清然若森善书松棠桐微希晓心轩雅言一依亦音宇予元悦云泽知竹子')
const roads = ['示例路', '样板街', '虚构大道', '测试巷', '演示路']
const provinces = /^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?/

/** Prefixes that no network has (电信网编号计划): none of these numbers rings anywhere. Our own checks do not take them for mobiles either. */
const nobodysPrefixes = ['160', '161', '163', '164', '168', '169']
/** First digits of a card by an issuer that there is not, of the length and check digit of UnionPay. */
const nobodysIssuer = '629999'
/** Behind the province's two digits: a region that GB/T 2260 does not know, so that the number is nobody's. */
const nobodysRegion = '9999'

/** Days by which a date of birth moves at most: the age stays about the same. */
const mostDays = 180

/** By how many days a date of birth moves; the same for the date and for the number of an identity card that holds it. */
const movedBirth = (key: KeyObject, date: string, attempt: number): string => {
  const draws = drawsFor(key, `birth ${date} ${attempt}`)
  const days = draws.below(mostDays) + 1
  return addDays(date, draws.below(2) === 0 ? days : -days)
}

const bornIn = (identity: string): string => `${identity.slice(6, 10)}-${identity.slice(10, 12)}-${identity.slice(12, 14)}`

const withLuhn = (front: string): string => {
  const check = Array.from('0123456789').find((digit) => luhnFits(front + digit))
  return front + (check ?? '')
}

type Inventing = { value: string; draws: Draws; key: KeyObject; attempt: number }

const inventions: Readonly<Record<FieldKind, (inventing: Inventing) => string>> = {
  name: ({ value, draws }) => draws.of(surnames) + draws.of(given) + (Array.from(value).length > 2 ? draws.of(given) : ''),
  mobile: ({ draws }) => draws.of(nobodysPrefixes) + draws.digits(8),
  // No local number begins with 1: those are services.
  landline: ({ value, draws }) => {
    const area = value.slice(0, /^0(?:10|2\d)/.test(value) ? 3 : 4)
    return `${area}1${draws.digits(Math.max(6, value.length - area.length - 1))}`
  },
  // RFC 2606, section 3: a domain that is nobody's.
  email: ({ draws }) => `${draws.letters(6)}${draws.digits(4)}@example.com`,
  wechat: ({ draws }) => `test_${draws.letters(6)}${draws.digits(4)}`,
  'wecom-id': ({ value, draws }) => `wmTEST${draws.letters(Math.max(8, Math.min(40, value.length - 6)))}`,
  address: ({ value, draws }) =>
    `${provinces.exec(value)?.[0] ?? ''}示例市样板区${draws.of(roads)}${draws.below(999) + 1}号${draws.below(20) + 1}幢${draws.below(899) + 101}室`,
  birthday: ({ value, key, attempt }) => movedBirth(key, value, attempt),
  // A plate has no I (GA 36-2018).
  plate: ({ value, draws }) => `${Array.from(value).slice(0, 1).join('')}${draws.of(Array.from('ABCDEFGH'))}I${draws.digits(4)}`,
  'id-card': ({ value, draws, key, attempt }) => {
    const born = movedBirth(key, bornIn(value), attempt).replaceAll('-', '')
    // Odd is a man, even a woman.
    const sex = Number(value[16]) % 2
    const front = `${value.slice(0, 2)}${nobodysRegion}${born}${draws.digits(2)}${draws.below(5) * 2 + sex}`
    return front + identityCheck(front)
  },
  'bank-card': ({ value, draws }) => withLuhn(nobodysIssuer + draws.digits(Math.max(16, value.length) - nobodysIssuer.length - 1)),
  note: ({ draws }) => `测试备注${draws.letters(6)}`,
}

/** Kinds of which parts must not come back either. */
const phones: readonly FieldKind[] = ['mobile', 'landline']
const longestShared = 4

const shares = (invented: string, original: string): boolean => {
  for (let at = 0; at + longestShared < original.length; at += 1) {
    if (invented.includes(original.slice(at, at + longestShared + 1))) return true
  }
  return false
}

/** Dates are few: another person may have been born on the day to which this one was moved. */
const mayCoincide: readonly FieldKind[] = ['birthday']
const mostAttempts = 200

/**
 * Invents values for test data: of the same kind and form, nobody's, and none that was put in. The same value gives the same one
 * within a run, so that what belonged together still does.
 * @param key thrown away by the caller after the run
 * @param originals every value that must not come out
 */
export const inventorUnder = (key: KeyObject, originals: ReadonlySet<string>): ((kind: FieldKind, value: string) => string) => {
  const invented = new Map<string, string>()
  const given = new Set<string>()
  return (kind, value) => {
    const name = `${kind}\0${value}`
    const known = invented.get(name)
    if (known !== undefined) return known
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      // By its digest: what is tried under the key need not be the value itself.
      const draws = drawsFor(key, `${kind} ${hash('sha256', value)} ${attempt}`)
      const made = inventions[kind]({ value, draws, key, attempt })
      const taken = mayCoincide.includes(kind) ? made === value : originals.has(made) || given.has(`${kind}\0${made}`)
      if (taken || (phones.includes(kind) && shares(made, value))) continue
      invented.set(name, made)
      given.add(`${kind}\0${made}`)
      return made
    }
    throw new Error(`No value of the kind ${kind} is left to invent`)
  }
}

/** A uuid for a row, without a way back. */
export const inventedId = (key: KeyObject, id: string): string => {
  const draws = drawsFor(key, `id ${id}`)
  const hexDigits = Array.from({ length: 32 }, () => draws.below(16).toString(16)).join('')
  return `${hexDigits.slice(0, 8)}-${hexDigits.slice(8, 12)}-4${hexDigits.slice(13, 16)}-a${hexDigits.slice(17, 20)}-${hexDigits.slice(20)}`
}
