import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFolder } from './fold.ts'
import { compileTerms, createScreener } from './index.ts'
import type { Finding, Term } from './index.ts'
import { loadPacks } from './load-packs.ts'
import { companyTermRule } from './terms.ts'

const packs = await loadPacks()
const deny = (...words: string[]): Term[] => words.map((term) => ({ term, effect: 'deny' }))
const allow = (...words: string[]): Term[] => words.map((term) => ({ term, effect: 'allow' }))
const findingsOf = (terms: Term[], text: string): Finding[] =>
  createScreener(packs, compileTerms(terms, packs)).check(text).findings
const excerpts = (terms: Term[], text: string): string[] =>
  findingsOf(terms, text).flatMap(({ rule, excerpt }) => (rule === companyTermRule ? [excerpt] : []))

describe('company terms', () => {
  it('reports a denied term with the words as they stand', () => {
    const [finding] = findingsOf(deny('蓝鲸计划'), '敬请期待蓝 鲸-計劃')
    expect(finding).toMatchObject({ rule: companyTermRule, severity: 'block', start: 4, end: 10, excerpt: '蓝 鲸-計劃' })
    expect(finding?.law).toBe('公司规定')
    expect(finding?.why).toContain('蓝 鲸-計劃')
  })

  it('says what the company says, and as gravely', () => {
    const term: Term = { term: '老板娘', effect: 'deny', category: 'vulgar', severity: 'warn', why: '不说“{hit}”。', advice: '改称店主。' }
    expect(findingsOf([term], '我们老板娘')).toMatchObject([
      { category: 'vulgar', severity: 'warn', why: '不说“老板娘”。', advice: '改称店主。' },
    ])
  })

  it('reports the longest of terms that overlap', () => {
    expect(excerpts(deny('蓝鲸', '蓝鲸计划', '计划书'), '蓝鲸计划书与蓝鲸')).toEqual(['蓝鲸计划', '蓝鲸'])
  })

  it('lets an allowed term win over denied ones that it covers', () => {
    expect(excerpts([...deny('蓝鲸'), ...allow('小蓝鲸乐园')], '小蓝鲸乐园里没有蓝鲸')).toEqual(['蓝鲸'])
    expect(excerpts([...deny('蓝鲸乐'), ...allow('小蓝鲸')], '小蓝鲸乐园')).toEqual(['蓝鲸乐'])
  })

  it('drops findings of rules that an allowed term covers from end to end, and no others', () => {
    expect(findingsOf(allow('最好吃点'), '最好吃点饼干')).toEqual([])
    expect(findingsOf(allow('最好'), '这家店的面全城最好吃').length).toBeGreaterThan(0)
  })

  it('does not reach across the end of a sentence or a wide gap', () => {
    expect(excerpts(deny('蓝鲸计划'), '蓝鲸。计划')).toEqual([])
    expect(excerpts(deny('蓝鲸计划'), `蓝鲸${' '.repeat(9)}计划`)).toEqual([])
  })

  it('takes a single character, and leaves out what noise leaves next to nothing of', () => {
    expect(excerpts(deny('鲸'), '蓝鲸')).toEqual(['鲸'])
    expect(findingsOf(deny('C#', '\u200b\u200b'), '维生素C的含量见标签')).toEqual([])
  })

  it('refuses a term that is too long, and says so in words', () => {
    expect(() => compileTerms(deny('长'.repeat(41)), packs)).toThrow(/最多 40 个字/)
  })

  it('refuses more than 60,000', () => {
    expect(() => compileTerms(Array.from({ length: 60_001 }, () => ({ term: '蓝鲸', effect: 'deny' })), packs)).toThrow(RangeError)
  })

  it('finds what a plain search of the folded text finds', () => {
    const { fold } = createFolder(packs.characters)
    const unit = fc.constantFrom('蓝', '鯨', '计', '畫', 'Ａ', 'b', ' ', '🌟', '\u200b', '，')
    const word = fc.string({ unit: fc.constantFrom('蓝', '鲸', '计', '划', 'a', 'B'), minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 5 }), fc.string({ unit, maxLength: 24 }), (words, text) => {
        const view = fold(text)
        const plain = view.text
        const folded = words.map((one) => fold(one).text)
        const covered = new Set<number>()
        for (let at = 0; at < plain.length; at++) {
          for (const one of folded) if (plain.startsWith(one, at)) for (let i = 0; i < one.length; i++) covered.add(at + i)
        }
        const found = excerpts(deny(...words), text)
        expect(found.length > 0).toBe(covered.size > 0)
        for (const excerpt of found) expect(folded).toContain(fold(excerpt).text)
      }),
      { numRuns: 60 },
    )
  })
})
