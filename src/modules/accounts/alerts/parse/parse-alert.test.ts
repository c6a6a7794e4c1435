import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureParsing, samplesOf } from '../../../../../bench/platform-alerts.ts'
import { placesTable } from '../../../identity/risk/place/place-of-ip.ts'
import { gazetteerOf } from './find-place.ts'
import { parseAlert } from './parse-alert.ts'

const file = (name: string): string => readFileSync(new URL(`../../../../../bench/platform-alerts/${name}.yaml`, import.meta.url), 'utf8')

describe('what is recognised in pasted alerts (ACC-6)', () => {
  it.each(samplesOf(file('open')).map((sample) => [sample.text.slice(0, 40), sample] as const))('reads %s', (_, sample) => {
    expect(measureParsing([sample]).wrong).toEqual([])
  })
})

describe('what was held back', () => {
  it('reads nine tenths of the alerts without a fault, and invents no address and no time', () => {
    const { whole, samples, tally } = measureParsing(samplesOf(file('held-back')))
    expect(whole / samples).toBeGreaterThanOrEqual(0.9)
    expect([tally['ip']?.invented, tally['at']?.invented, tally['ip']?.wrong, tally['at']?.wrong]).toEqual([0, 0, 0, 0])
  })
})

const gazetteer = gazetteerOf(placesTable().places)
const now = new Date('2026-01-02T01:00:00Z')
const read = (text: string) => parseAlert(text, { now, gazetteer })

describe('reading alerts', () => {
  it.each([
    ['12月31日 23:50', '2025-12-31T15:50:00.000Z'],
    ['今天 08:59', '2026-01-02T00:59:00.000Z'],
    ['09:30', '2026-01-01T01:30:00.000Z'],
    ['昨晚 1:20', '2026-01-01T17:20:00.000Z'],
    ['2024-02-29 12点', '2024-02-29T04:00:00.000Z'],
  ])('takes %s for %s', (text, moment) => {
    expect(read(`账号登录，时间 ${text}`).at?.value.toISOString()).toBe(moment)
  })

  it.each(['2026-02-30 10:00', '25:61', '2031-01-01 10:00', '明天 10:00'])('takes %s for no time', (text) => {
    expect(read(`账号登录，时间：${text}`).at).toBeNull()
  })

  it('answers ranges that hold what it says, reads 4,000 characters and never fails, whatever is pasted', () => {
    const words = fc.constantFrom('账号', '登录', 'IP：', '203.0.113.7', '::1', '2001:db8::', '今天', '昨天 8:0', '广东深圳', '“', '（', 'iPhone', '11月31日', '\n', '@', '设备：')
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 8, unit: 'grapheme' })), { maxLength: 60 }), (parts) => {
        const text = parts.join('')
        for (const found of Object.values(read(text)).flat()) {
          if (found === null) continue
          expect(found.start).toBeLessThanOrEqual(found.end)
          expect(found.end).toBeLessThanOrEqual(Math.min(text.length, 4_000))
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['a', '1'], ['(', '（'], ['1', ':'], ['登录设备：', ' '], ['@', '.'], ['QQ', '密码'], ['HUAWEI ', 'A1 '], ['如非', '请'], ['https://a.', 'a.'],
  ])('is quick with %s and %s four thousand times', (one, two) => {
    const begun = performance.now()
    read(`账号 ${one.repeat(2_000)}`)
    read(`账号 ${(one + two).repeat(1_000)}`)
    expect(performance.now() - begun).toBeLessThan(500)
  })
})
