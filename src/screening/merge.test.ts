import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinPieces, mergeFindings } from './merge.ts'
import type { Finding } from './types.ts'

const text = '全网最低价的面，全国第一。本店开业，最好吃的面最便宜的汤\n别家的都是假货'.repeat(4)

const findingAt = (start: number, end: number, more: Partial<Finding> = {}): Finding => {
  const excerpt = text.slice(start, end)
  return {
    rule: 'adlaw.absolute.superlative',
    category: 'absolute_term',
    severity: 'block',
    start,
    end,
    excerpt,
    law: '广告法第九条（三）',
    advice: '改写。',
    why: `“${excerpt}”是绝对化用语。`,
    ...more,
  }
}

const arbitrary = fc
  .record({
    start: fc.integer({ min: 0, max: text.length - 1 }),
    size: fc.integer({ min: 1, max: 30 }),
    rule: fc.constantFrom('a.b.c', 'a.b.d', 'a.b.yields'),
    category: fc.constantFrom('absolute_term', 'disparage', 'false_price'),
    severity: fc.constantFrom('block', 'warn', 'note'),
  })
  .map(({ start, size, ...more }) => findingAt(start, Math.min(text.length, start + size), more))

const findings = fc.array(arbitrary, { maxLength: 24 })
const shuffled = findings.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
)
const yielding = new Set(['a.b.yields'])

/** Enough that rare ties in place, kind and weight come up. */
const runs = { numRuns: 1000 }

const isWhole = ({ start, end, excerpt }: Finding): boolean =>
  start >= 0 && end > start && end <= text.length && excerpt === text.slice(start, end)

describe('one sin is reported once (CNT-3)', () => {
  it('makes one finding of pieces that overlap, and names the whole in its reason', () => {
    const [one, ...rest] = joinPieces([findingAt(0, 4), findingAt(2, 5)], text)
    expect(rest).toEqual([])
    expect(one).toMatchObject({ start: 0, end: 5, excerpt: '全网最低价', why: '“全网最低价”是绝对化用语。' })
  })

  it('makes one finding of pieces side by side in a clause', () => {
    expect(joinPieces([findingAt(18, 21), findingAt(23, 26)], text)).toHaveLength(1)
  })

  it('keeps apart what a comma parts, what differs in kind and what differs in weight', () => {
    expect(joinPieces([findingAt(0, 7), findingAt(8, 12)], text)).toHaveLength(2)
    expect(joinPieces([findingAt(0, 4), findingAt(2, 5, { category: 'false_price' })], text)).toHaveLength(2)
    expect(joinPieces([findingAt(0, 4), findingAt(4, 5, { severity: 'note' })], text)).toHaveLength(2)
  })

  it('lets the graver finding speak where two overlap', () => {
    const merged = mergeFindings([findingAt(0, 6, { severity: 'note' }), findingAt(2, 4)], yielding)
    expect(merged).toEqual([findingAt(2, 4)])
  })

  it('drops a yielding finding where another category covers the words', () => {
    const other = findingAt(2, 6, { category: 'false_price' })
    expect(mergeFindings([findingAt(0, 4, { rule: 'a.b.yields' }), other], yielding)).toEqual([other])
  })

  it('gives the same for every order of the input', () => {
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(joinPieces(other, text)).toEqual(joinPieces(all, text))
        expect(mergeFindings(other, yielding)).toEqual(mergeFindings(all, yielding))
      }),
      runs,
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(findings, (all) => {
        const joined = joinPieces(all, text)
        expect(joinPieces(joined, text)).toEqual(joined)
        const merged = mergeFindings(joined, yielding)
        expect(mergeFindings(merged, yielding)).toEqual(merged)
      }),
      runs,
    )
  })

  it('cuts every excerpt from its place, and covers every place that was found', () => {
    fc.assert(
      fc.property(findings, (all) => {
        const joined = joinPieces(all, text)
        expect(joined.every(isWhole)).toBe(true)
        expect(mergeFindings(joined, yielding).every(isWhole)).toBe(true)
        for (const { start, end, category } of all) {
          expect(joined.some((one) => one.category === category && one.start <= start && one.end >= end)).toBe(true)
        }
      }),
      runs,
    )
  })
})
