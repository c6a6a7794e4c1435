import { describe, expect, it } from 'vitest'
import { createScreener } from './index.ts'
import { loadPacks } from './load-packs.ts'
import { partsOf } from './parts.ts'

const packs = await loadPacks()
const screener = createScreener(packs)
const sin = '全网最低价'
const placesIn = (text: string): number[] =>
  screener.check(text).findings.flatMap(({ start, category }) => (category === 'absolute_term' ? [start] : []))

describe('long texts', () => {
  it('are cut without a gap or an overlap, whole characters on both sides', () => {
    for (const unit of ['今天天气晴。', '字', '🌟', '"甲"。\n']) {
      const text = unit.repeat(200_000 / unit.length)
      let at = 0
      for (const { from, to, read } of partsOf(text)) {
        expect([from, to > from, read.from <= from, read.to >= to]).toEqual([at, true, true, true])
        expect((text.charCodeAt(read.from) & 0xfc00) === 0xdc00).toBe(false)
        at = to
      }
      expect(at).toBe(text.length)
    }
  })

  it.each(['今天天气晴。', '字'])('are found to say the same as short ones, wherever they are cut: filled with %s', (unit) => {
    const filler = (length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
    const expected: number[] = []
    let text = ''
    for (const gap of [0, 65_531, 60_000, 5_000, 65_536, 300]) {
      text += `${filler(gap)}。`
      expected.push(text.length)
      text += `${sin}。`
    }
    expect(placesIn(text)).toEqual(expected)
  })

  it('keep a straight quotation mark paired across parts', () => {
    const text = `"${'甲'.repeat(70_000)}"。没有人能保证"包治百病"，请举报`
    // The rules alone: what the reader makes of so many 甲 is not the question.
    expect(createScreener({ ...packs, classifier: null }).check(text).decision).toBe('allow')
  })

  it('know in every part what the whole text sells', () => {
    const filler = '今天天气晴。'.repeat(12_000)
    expect(screener.check(`本店口腔门诊种植牙。${filler}一次治愈`).findings[0]?.law).toBe('广告法第十六条第一款（一）')
  })
})
