import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, tablesOf } from './bytes.ts'
import { buildMatcher, matcherOf } from './matcher.ts'
import { buildTables } from './tables.ts'

const codesOf = (text: string): Uint16Array => Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))

type Scan = ReturnType<typeof buildMatcher>

const hitsOf = (matcher: Scan, words: string[], text: string): string[] => {
  const hits: string[] = []
  const codes = codesOf(text)
  matcher.scan({ codes, from: 0, to: codes.length }, (word, start, end) => hits.push(`${words[word]}@${start}-${end}`))
  return hits.toSorted()
}

const found = (words: string[], text: string): string[] => hitsOf(buildMatcher(words), words, text)

/** Each word looked for by itself. */
const naive = (words: string[], text: string): string[] =>
  words
    .flatMap((word) =>
      Array.from({ length: text.length }, (_, at) => at)
        .filter((at) => word !== '' && text.startsWith(word, at))
        .map((at) => `${word}@${at}-${at + word.length}`),
    )
    .toSorted()

describe('matcher', () => {
  it('finds overlapping words and words inside words', () => {
    expect(found(['最好', '好吃', '最好吃'], '最好吃')).toEqual(['好吃@1-3', '最好@0-2', '最好吃@0-3'])
  })

  it('finds words of one character, the last of the text too', () => {
    expect(found(['最', '好'], '最最好')).toEqual(['好@2-3', '最@0-1', '最@1-2'])
  })

  it('finds nothing outside the part that was given', () => {
    const hits: number[] = []
    buildMatcher(['最好吃', '好', '吃']).scan({ codes: codesOf('最好吃'), from: 1, to: 2 }, (word) => hits.push(word))
    expect(hits).toEqual([1])
  })

  it('reports every word that was given twice, and ignores the empty one', () => {
    expect(found(['最', '', '最'], '最')).toEqual(['最@0-1', '最@0-1'])
  })

  it('finds nothing with no words', () => {
    expect(found([], '最好吃')).toEqual([])
  })

  it('refuses words beyond its bound', () => {
    expect(() => buildMatcher(['长'.repeat(65)])).toThrow(RangeError)
  })

  it('gives hits by rising start, then rising end', () => {
    const places: number[] = []
    const codes = codesOf('最好吃最好')
    buildMatcher(['最好吃', '最', '最好', '吃最']).scan({ codes, from: 0, to: 5 }, (_, start, end) => places.push(start * 10 + end))
    expect(places).toEqual([1, 2, 3, 24, 34, 35])
  })

  const unit = fc.constantFrom('最', '好', '第', '1', 'a', '\uffff', '\u0001')
  const words = fc.array(fc.string({ unit, maxLength: 5 }), { maxLength: 20 })
  const text = fc.string({ unit, maxLength: 40 })

  it('agrees with a search of each word by itself', () => {
    fc.assert(
      fc.property(words, text, (list, value) => {
        expect(found(list, value)).toEqual(naive(list, value))
      }),
    )
  })

  it('agrees with it over all of Unicode', () => {
    const any = fc.string({ unit: 'binary', maxLength: 3 })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), fc.array(any, { maxLength: 20 }), (list, rest) => {
        const value = [...rest, ...list.slice(0, 4)].join('')
        expect(found(list, value)).toEqual(naive(list, value))
      }),
    )
  })

  it('is the same after it was kept as bytes, aligned or not', () => {
    fc.assert(
      fc.property(words, text, fc.integer({ min: 0, max: 3 }), (list, value, shift) => {
        const bytes = bytesOf(buildTables(list))
        const moved = new Uint8Array(bytes.length + shift)
        moved.set(bytes, shift)
        expect(hitsOf(matcherOf(tablesOf(moved.subarray(shift))), list, value)).toEqual(found(list, value))
      }),
    )
  })

  it('refuses bytes that are none of its own, or not all of them', () => {
    const bytes = bytesOf(buildTables(['最好']))
    expect(() => tablesOf(bytes.subarray(0, bytes.length - 4))).toThrow(RangeError)
    expect(() => tablesOf(new Uint8Array(4096))).toThrow(RangeError)
    expect(() => tablesOf(new Uint8Array(0))).toThrow(RangeError)
  })

  it('builds 60,000 words that overlap in every way, and finds each of them', () => {
    const list = Array.from({ length: 60_000 }, (_, index) => {
      const mixed = Math.imul(index, 0x9e3779b1) >>> 0
      return String.fromCharCode(0x4e00 + (mixed % 900), 0x4e00 + (index % 1700), 0x4e00 + ((mixed >>> 12) % 300))
    })
    const matcher = buildMatcher(list)
    const heard = new Set<number>()
    const codes = codesOf(list.join('，'))
    matcher.scan({ codes, from: 0, to: codes.length }, (word) => heard.add(word))
    expect(heard.size).toBe(list.length)
  })
})
