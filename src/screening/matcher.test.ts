import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildMatcher } from './matcher.ts'

const codesOf = (text: string): Uint16Array => Uint16Array.from(text, (unit) => unit.charCodeAt(0))

const found = (words: string[], text: string): string[] => {
  const hits: string[] = []
  const codes = codesOf(text)
  buildMatcher(words).scan(codes, codes.length, (word, start, end) => hits.push(`${words[word]}@${start}-${end}`))
  return hits.toSorted()
}

describe('matcher', () => {
  it('finds overlapping words and words inside words', () => {
    expect(found(['最好', '好吃', '最好吃'], '最好吃')).toEqual(['好吃@1-3', '最好@0-2', '最好吃@0-3'])
  })

  it('finds nothing past the length that was given', () => {
    const codes = codesOf('最好吃')
    const hits: number[] = []
    buildMatcher(['最好吃']).scan(codes, 2, (word) => hits.push(word))
    expect(hits).toEqual([])
  })

  it('reports every word that was given twice', () => {
    expect(found(['最', '最'], '最')).toEqual(['最@0-1', '最@0-1'])
  })

  it('refuses words beyond its bound', () => {
    expect(() => buildMatcher(['长'.repeat(25)])).toThrow(RangeError)
  })

  it('agrees with a search of each word by itself', () => {
    const unit = fc.constantFrom('最', '好', '第', '1', 'a')
    const words = fc.array(fc.string({ unit, minLength: 1, maxLength: 4 }), { maxLength: 12 })
    fc.assert(
      fc.property(words, fc.string({ unit, maxLength: 30 }), (list, text) => {
        const expected = list
          .flatMap((word) =>
            Array.from(text, (_, at) => at)
              .filter((at) => text.startsWith(word, at))
              .map((at) => `${word}@${at}-${at + word.length}`),
          )
          .toSorted()
        expect(found(list, text)).toEqual(expected)
      }),
    )
  })
})
