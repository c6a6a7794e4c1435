import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moveWithEdit, segmentsOf } from './segments.ts'

const severity = fc.constantFrom('block', 'warn', 'note')

describe('segmentsOf', () => {
  it('cuts at the borders of overlapping findings and puts the gravest first (CNT-2)', () => {
    const segments = segmentsOf('全网最低价包邮', [
      { start: 0, end: 5, severity: 'note' },
      { start: 2, end: 4, severity: 'block' },
    ])
    expect(segments).toEqual([
      { start: 0, text: '全网', marks: [0] },
      { start: 2, text: '最低', marks: [1, 0] },
      { start: 4, text: '价', marks: [0] },
      { start: 5, text: '包邮', marks: [] },
    ])
  })

  it('gives the whole text back, whatever the findings are', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(
          fc.record({ start: fc.integer({ min: -3, max: 30 }), end: fc.integer({ min: -3, max: 30 }), severity }),
        ),
        (text, findings) => {
          expect(
            segmentsOf(text, findings)
              .map((segment) => segment.text)
              .join(''),
          ).toBe(text)
        },
      ),
    )
  })
})

describe('moveWithEdit', () => {
  it('keeps every surviving mark on the same words', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), severity, (a, marked, b, typed, grade) => {
        const before = a + marked + b
        const finding = { start: a.length, end: a.length + marked.length, severity: grade }
        for (const after of [typed + before, before + typed, a + marked + typed + b]) {
          for (const { start, end } of moveWithEdit([finding], before, after))
            expect(after.slice(start, end)).toBe(marked)
        }
      }),
    )
  })

  it('drops a mark whose words were edited', () => {
    expect(moveWithEdit([{ start: 2, end: 5, severity: 'block' }], '全网最低价', '全网低价')).toEqual([])
  })
})
