import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPersonalData, maskPersonalData } from './index.ts'
import { card, hits, id18, idWithX, identity, misses, unionPay } from './samples.fixture.ts'

describe('finding personal data (DAT-6)', () => {
  it.each(hits)('finds %s in %s', (kind, text, excerpt) => {
    expect(findPersonalData(text)).toContainEqual(expect.objectContaining({ kind, excerpt }))
  })

  it.each(misses)('leaves alone %s: %s', (_, text) => {
    expect(findPersonalData(text)).toEqual([])
  })

  it('takes an identity number for what it is, not for a phone inside it', () => {
    expect(findPersonalData(`${id18}`).map(({ kind }) => kind)).toEqual(['id-card'])
  })

  it('knows every mobile prefix of three digits that is given out', () => {
    const found = Array.from({ length: 100 }, (_, index) => `${100 + index}`).filter(
      (prefix) => findPersonalData(`${prefix}00000000`).length > 0,
    )
    expect(found.join(' ')).toBe(
      '130 131 132 133 134 135 136 137 138 139 140 141 144 145 146 147 148 149 150 151 152 153 155 156 157 158 159 ' +
        '162 165 166 167 170 171 172 173 174 175 176 177 178 180 181 182 183 184 185 186 187 188 189 ' +
        '190 191 192 193 195 196 197 198 199',
    )
  })

  it('says how sure it is and how grave a leak would be', () => {
    expect(findPersonalData(`证件${idWithX}`)[0]).toMatchObject({ confidence: 'certain', sensitivity: 'sensitive' })
    expect(findPersonalData('13800000000')[0]).toMatchObject({ confidence: 'likely', sensitivity: 'general' })
    expect(findPersonalData('手机13800000000')[0]).toMatchObject({ confidence: 'certain' })
    expect(findPersonalData('110101490101000')[0]).toMatchObject({ kind: 'id-card', confidence: 'possible' })
  })

  it('finds several in one text, in order, with offsets of the original behind astral signs', () => {
    const text = `😀姓名：张三，手机\u200b138 0000 0000，${unionPay}，z@example.com`
    const found = findPersonalData(text)
    expect(found.map(({ kind }) => kind)).toEqual(['name', 'mobile', 'bank-card', 'email'])
    for (const { start, end, excerpt } of found) expect(text.slice(start, end)).toBe(excerpt)
  })

  it('accepts every identity number whose check character fits, and no other', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.nat(999), (date, serial) => {
        const day = date.toISOString().slice(0, 10).replaceAll('-', '')
        const number = identity(`110101${day}${`${serial}`.padStart(3, '0')}`)
        expect(findPersonalData(number)).toMatchObject([{ kind: 'id-card', confidence: 'certain' }])
        const last = number.endsWith('X') ? '0' : `${(Number(number[17]) + 1) % 10}`
        expect(findPersonalData(number.slice(0, 17) + last).filter(({ kind }) => kind === 'id-card')).toEqual([])
      }),
    )
  })
})

describe('masking personal data (DAT-6)', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['138 0000 1234', '138 **** 1234'],
    ['+86 13800001234', '+86 138****1234'],
    ['0571-80001234', '0571-******34'],
    [id18, `${id18.slice(0, 3)}***********${id18.slice(14)}`],
    [card('622200000000000123'), `6222***********${card('622200000000000123').slice(15)}`],
    ['zhangsan@example.com', 'z*******@example.com'],
    ['护照E00000123', '护照E*****123'],
    ['浙A·D01234', '浙A·****34'],
    ['微信号：qinghe_0000', '微信号：qi********0'],
    ['QQ：100000', 'QQ：10**00'],
    ['收货地址：杭州市西湖区文三路0号', '收货地址：杭州市西湖区*****'],
    ['收货人：欧阳小明', '收货人：欧***'],
  ])('writes %s as %s', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked)
  })

  it('leaves nothing readable in the full style', () => {
    expect(maskPersonalData('姓名：张三 13800001234 z@example.com', { style: 'full' })).toBe(
      '姓名：** *********** *************',
    )
  })

  it('masks the kinds that are asked for', () => {
    expect(maskPersonalData('姓名：张三 13800001234', { kinds: ['mobile'] })).toBe('姓名：张三 138****1234')
  })

  it.each(hits)('keeps the length, and finds no %s afterwards: %s', (_, text) => {
    for (const style of ['partial', 'full'] as const) {
      const masked = maskPersonalData(text, { style })
      expect(masked).toHaveLength(text.length)
      expect(findPersonalData(masked)).toEqual([])
    }
  })
})

describe('any text whatever (DAT-6)', () => {
  const scraps = [
    '1', '0', '138', '一', '零', ' ', '-', '.', '@', 'x', '号', '路', '室', '微信', '\u200b', '\ud83d', '：',
  ]
  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...hits.map(([, text]) => text)) },
    { weight: 2, arbitrary: fc.constantFrom(...misses.map(([, text]) => text)) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    { weight: 4, arbitrary: fc.constantFrom(...scraps) },
  )
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))

  it('never throws; places are ordered, apart, and in the text; a mask keeps the length and leaves nothing', () => {
    fc.assert(
      fc.property(text, (value) => {
        let free = 0
        for (const { start, end, excerpt } of findPersonalData(value)) {
          expect(start).toBeGreaterThanOrEqual(free)
          expect(end).toBeGreaterThan(start)
          expect(excerpt).toBe(value.slice(start, end))
          free = end
        }
        const masked = maskPersonalData(value, { style: 'full' })
        expect(masked).toHaveLength(value.length)
        expect(findPersonalData(masked)).toEqual([])
        expect(findPersonalData(maskPersonalData(value))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  // Eight times the text costs eight times the work, or sixty-four times where something is quadratic.
  const repeats = [
    '1', '1 ', '1-', '138', '13800000000', '138-0000-0000 ', '一', '一 ', '@', 'a@', 'a.', 'a@a.', '省', '省市区路1号',
    '路1', '路1号1', '姓名：', '京A', '微信', '微信a', 'wxid_', 'E0', '0', '6222 ', '\u200b', '１', '里3-',
  ]
  it.each(repeats)('is not quadratic on repeats of %j', (unit) => {
    const leastCost = (size: number): number => {
      const value = unit.repeat(Math.ceil(size / unit.length))
      const runs = Array.from({ length: 3 }, () => {
        const before = process.cpuUsage().user
        findPersonalData(value)
        return process.cpuUsage().user - before
      })
      return Math.min(...runs)
    }
    const small = Math.max(leastCost(8_000), 3_000)
    expect(leastCost(64_000) / small).toBeLessThan(30)
  })
})
