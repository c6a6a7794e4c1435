import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines } from './line-breaking.ts'

/** Chinese characters and marks are one wide, all else half. */
const measure = (character: string): number => (/[\u2010-\uffef]|\p{Script=Han}/u.test(character) ? 1 : 0.5)
const widthOf = (line: string): number => [...line].reduce((width, character) => width + measure(character), 0)

describe('breaking lines', () => {
  it.each([
    ['a mark never starts a line', '广告不得含有虚假，内容', 8, ['广告不得含有虚', '假，内容']],
    ['an opening mark never ends one', '依据广告法（第九条）', 6, ['依据广告法', '（第九条）']],
    ['a title goes with its marks', '见《广告法》《办法》', 5, ['见《广告', '法》《办', '法》']],
    ['an ellipsis and a dash stay whole', '一二三四……五六', 5, ['一二三', '四……五六']],
    ['a Latin word stays whole', '由 Weidun 生成', 5, ['由 Weidun', '生成']],
    ['a number keeps its unit of per cent', '提升一二三100%', 6, ['提升一二三', '100%']],
    ['a word longer than a line is broken', 'a'.repeat(9), 3, ['a'.repeat(6), 'a'.repeat(3)]],
    ['what the author broke stays broken', '一\n二\n\n三', 9, ['一', '二', '', '三']],
    ['nothing is one empty line', '', 9, ['']],
  ])('%s', (_rule, text, width, lines) => {
    expect(breakLines(text, width, measure)).toEqual(lines)
  })

  const character = fc.constantFrom(...'中文测试字。，、；：？！（）《》“”……——%abcXYZ019 -./')
  const texts = fc.array(character, { maxLength: 200 }).map((characters) => characters.join(''))

  it('loses no character but spaces at a break, and no line is too wide', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 40 }), (text, width) => {
        const lines = breakLines(text, width, measure)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('starts no line with a closing mark where the marks are few', () => {
    const sentence = fc.array(fc.constantFrom(...'中文测试字'), { minLength: 1, maxLength: 12 }).map((words) => words.join(''))
    const marked = fc.tuple(sentence, fc.constantFrom('，', '。', '；', '！”', '》。', '……')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.array(marked, { maxLength: 30 }), fc.integer({ min: 6, max: 40 }), (parts, width) => {
        for (const line of breakLines(parts.join(''), width, measure)) expect(line).not.toMatch(/^[，。；！”》…]/)
      }),
    )
  })
})
