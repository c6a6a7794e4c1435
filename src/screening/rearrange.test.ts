import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFolder } from './fold.ts'
import { createScreener } from './index.ts'
import { loadPacks } from './load-packs.ts'
import { createRearranger } from './rearrange.ts'

const packs = await loadPacks()
const folder = createFolder(packs.characters)
const rearrange = createRearranger(packs)
const screener = createScreener(packs)

const read = (text: string): string => rearrange(folder.fold(text))?.view.text ?? ''

describe('words hidden by layout (CNT-5)', () => {
  it.each([
    ['backwards in brackets', '这是（的好最）面霜', '这是最好的面霜'],
    ['over two lines', '这茶能根治糖\n尿病', '这茶能根治糖尿病'],
    ['a character a line', '根\n\n治\n\n糖', '根治糖'],
    ['letters for digits', '有效率lOO%', '有效率100%'],
  ])('reads %s', (_, text, plain) => {
    expect(read(text)).toBe(plain)
  })

  it.each([
    ['a remark in brackets', '（详情见页面，以实物为准）'],
    ['a paragraph', '今天上新\n\n欢迎选购'],
    ['a line that ends its sentence', '今天上新。\n欢迎选购'],
    ['a word in letters', 'oil天然'],
    ['a line break between other words', '今天在全国\n最近的门店'],
    ['plain text', '今天下雨'],
  ])('leaves alone %s', (_, text) => {
    expect(read(text)).toBe('')
  })

  it.each([
    ['这是（的好最）面霜', '的好最'],
    ['这瓶茶能根治糖\n尿病', '根治糖\n尿病'],
    ['本店有效率lOO%，放心购买', 'lOO%'],
  ])('finds what stands there, and quotes it as it stands: %s', (text, excerpt) => {
    const { decision, findings } = screener.check(text)
    expect(decision).toBe('deny')
    expect(findings.some((finding) => finding.excerpt.includes(excerpt))).toBe(true)
  })

  it('keeps the words around, so that a denial still counts', () => {
    expect(screener.check('理财有风险，我们不承诺（本保）').decision).toBe('allow')
  })

  it('takes only the neighbourhood of a long text along', () => {
    expect(read(`${'长'.repeat(500)}根\n治${'长'.repeat(500)}`).length).toBeLessThan(100)
  })

  it('points into the original text, whatever it is', () => {
    const piece = fc.constantFrom('根', '治', '\n', '（', '）', '【', '“', '”', 'o', 'l', '1', '%', '，', '。', '长'.repeat(50))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        const rearranged = rearrange(folder.fold(text))
        if (rearranged === null) return
        const { view, places } = rearranged
        for (let at = 0; at < view.length; at++) {
          expect(view.starts[at]).toBeLessThan(view.ends[at] ?? 0)
          expect(view.ends[at]).toBeLessThanOrEqual(text.length)
        }
        for (const { start, end } of places) expect(start <= end && end <= view.length).toBe(true)
      }),
    )
  })
})
