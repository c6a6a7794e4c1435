import { describe, expect, it } from 'vitest'
import { createFolder } from './fold.ts'
import { loadPacks } from './load-packs.ts'

const { fold } = createFolder((await loadPacks()).characters)

describe('folding (CNT-5)', () => {
  it.each([
    ['full width', 'ＮＯ．１　ａＢ％', 'no1ab%'],
    ['traditional characters', '絕無僅有', '绝无仅有'],
    ['circled and financial numerals', '①壹②贰', '1122'],
    ['Chinese numerals', '第一名', '第1名'],
    ['zero-width characters', '最\u200b好\u2060的', '最好的'],
    ['emoji between characters', '最🌟好🌟吃', '最好吃'],
    ['keycaps', '0️⃣风险', '0风险'],
    ['signs between characters', '国_家_级★特-供', '国家级特供'],
    ['spaces', '全 网 第 一', '全网第1'],
    ['mathematical letters', '𝐀𝟗', 'a9'],
    ['look-alikes', '蕞好', '最好'],
    ['marks beaten between single characters', '根。治。癌。症', '根治癌症'],
  ])('undoes %s', (_, text, folded) => {
    expect(fold(text).text).toBe(folded)
  })

  it.each([
    ['a decimal', '3.5折'],
    ['a range', '3-5天'],
    ['a date', '2026/11/23'],
  ])('keeps the marks of %s', (_, text) => {
    expect(fold(text).text).toBe(text)
  })

  it('pairs straight quotation marks', () => {
    expect(fold('"甲"和"乙"').text).toBe('“甲”和“乙”')
  })

  it('takes a wide gap for layout: words do not reach across it', () => {
    expect(fold('最          好').text).toBe('最。好')
  })

  it('leads every folded unit back to its place in the original', () => {
    const text = '最🌟好\u200b吃'
    const view = fold(text)
    expect(Array.from(view.text, (_, at) => text.slice(view.starts[at], view.ends[at]))).toEqual(['最', '好', '吃'])
  })
})
