import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fictional } from '../vault.fixture.ts'
import { isMinor } from './input.ts'
import { type FieldKind, isSensitive, kindNames } from './kinds.ts'
import { masked } from './mask.ts'
import { isFitting, normalised } from './normalise.ts'

const now = new Date('2026-06-01T02:00:00Z')

describe('what a value may be, by kind (DAT-1)', () => {
  it.each(kindNames)('takes a %s that is right', (kind) => {
    expect(isFitting(kind, normalised(kind, fictional[kind]))).toBe(true)
  })

  const same: [FieldKind, string, string][] = [
    ['mobile', '+86 138 0000 0000', '13800000000'],
    ['mobile', '008613800000000', '13800000000'],
    ['mobile', '１３８-００００-００００', '13800000000'],
    ['mobile', '(+86)13800000000', '13800000000'],
    ['landline', '(010) 8000-0000', '01080000000'],
    ['landline', '+86 10 8000 0000', '01080000000'],
    ['email', ' Zhang.San@EXAMPLE.com ', 'zhang.san@example.com'],
    ['wechat', 'WeiDun_Test01', 'weidun_test01'],
    ['id-card', '11010119000101000x', '11010119000101000X'],
    ['bank-card', '6222 0000 0000 0000 004', '6222000000000000004'],
    ['plate', '浙a·00000', '浙A00000'],
    ['note', ' 靠窗，安静（二人） ', '靠窗，安静（二人）'],
  ]
  it.each(same)('reads a %s written as %s', (kind, typed, kept) => {
    expect(normalised(kind, typed)).toBe(kept)
  })

  const wrong: [FieldKind, string, string][] = [
    ['mobile', '12800000000', 'no network has this prefix'],
    ['mobile', '1380000000', 'a digit is missing'],
    ['id-card', '110101190001010000', 'the check digit is wrong'],
    ['id-card', '110101190013010009', 'there is no such month'],
    ['bank-card', '6222000000000000000', 'the check digit is wrong'],
    ['email', 'zhang@example', 'there is no such domain'],
    ['birthday', '1990-02-30', 'there is no such day'],
    ['wechat', '1weidun', 'a letter comes first'],
    ['name', '13800000000', 'that is a number'],
  ]
  it.each(wrong)('refuses the %s %s: %s', (kind, typed) => {
    expect(isFitting(kind, normalised(kind, typed))).toBe(false)
  })
})

describe('masks (DAT-3)', () => {
  const shown: [FieldKind, string, string][] = [
    ['mobile', '13800001234', '138****1234'],
    ['name', '张三', '张*'],
    ['name', '欧阳某某', '欧***'],
    ['name', '张', '*'],
    ['id-card', '330100190001011234', '330***********1234'],
    ['bank-card', '6222000000001234', '6222 **** **** 1234'],
    ['email', 'zhang@example.com', 'z***@example.com'],
    ['email', 'z@example.com', '***@example.com'],
    ['address', '浙江省杭州市西湖区无名路0号', '浙江省杭州市西湖区****'],
    ['address', '北京市朝阳区无名路0号', '北京市朝阳区****'],
    ['address', '浙江省杭州市幸福小区3号', '浙江省杭州市****'],
    ['address', '无名路0号东区', '****'],
    ['note', '喜欢靠窗', '****'],
  ]
  it.each(shown)('shows a %s as it should: %s', (kind, value, mask) => {
    expect(masked(kind, value)).toBe(mask)
  })

  /** For each kind, how many signs of the value its mask may show: at the front and at the back. */
  const most: Partial<Record<FieldKind, [number, number]>> = {
    name: [1, 0], mobile: [3, 4], landline: [4, 2], wechat: [2, 1], 'wecom-id': [2, 2], plate: [2, 1], 'id-card': [3, 4],
    'bank-card': [4, 4], birthday: [3, 0], note: [0, 0],
  }
  const lengths: Partial<Record<FieldKind, [number, number]>> = {
    name: [1, 20], mobile: [11, 11], landline: [10, 12], wechat: [6, 28], 'wecom-id': [10, 64], plate: [7, 8], 'id-card': [18, 18],
    'bank-card': [14, 19], birthday: [10, 10], note: [1, 100],
  }
  const kinds = kindNames.filter((kind) => most[kind] !== undefined)

  it.each(kinds)('never tells more of a %s than its ends: whatever stands between, the mask is the same', (kind) => {
    const [front, back] = most[kind] ?? [0, 0]
    const [shortest, longest] = lengths[kind] ?? [1, 1]
    const sign = fc.constantFrom(...'0123456789abcdxyz甲乙丙丁')
    const text = (length: number) => fc.array(sign, { minLength: length, maxLength: length }).map((signs) => signs.join(''))
    const pair = fc.integer({ min: shortest, max: longest }).chain((length) => fc.tuple(text(length), text(length)))
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const length = one.length
        const between = other.slice(front, Math.max(front, length - back))
        const changed = one.slice(0, front) + between + one.slice(front + between.length)
        expect(masked(kind, changed)).toBe(masked(kind, one))
      }),
    )
  })

  it('shows nothing of an address after its district', () => {
    const rest = fc.array(fc.constantFrom(...'路街号幢室东西南北0123小村园'), { maxLength: 30 }).map((signs) => signs.join(''))
    fc.assert(
      fc.property(rest, (tail) => {
        expect(masked('address', `浙江省杭州市西湖区${tail}`)).toBe('浙江省杭州市西湖区****')
      }),
    )
  })
})

describe('what is sensitive (DAT-1)', () => {
  it('is an identity number, a bank card, a note; of a child everything', () => {
    expect(kindNames.filter((kind) => isSensitive(kind, { minor: false }))).toEqual(['id-card', 'bank-card', 'note'])
    expect(kindNames.every((kind) => isSensitive(kind, { minor: true }))).toBe(true)
  })

  it('knows a child by the birthday or the identity number, until the day of fourteen', () => {
    const born = (value: string) => isMinor([{ kind: 'birthday', value }], now)
    expect([born('2012-06-02'), born('2012-06-01'), born('1990-01-01')]).toEqual([true, false, false])
    expect(isMinor([{ kind: 'id-card', value: '110101201501010003' }], now)).toBe(true)
  })
})
