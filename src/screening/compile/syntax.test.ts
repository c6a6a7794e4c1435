import { describe, expect, it } from 'vitest'
import { anchorsOf } from './anchors.ts'
import { expand, parsePattern } from './syntax.ts'
import { vocabularyOf } from './vocabulary.ts'

const anchors = (source: string): string[] => anchorsOf(parsePattern(source), source)

describe('pattern language', () => {
  it('replaces word lists and gaps', () => {
    expect(expand('{病}<4>好', { 病: ['癌', '流感'] })).toBe('(?:癌|流感)[^。！？；，：\\n]{0,4}?好')
  })

  it('names a list that is missing, and one that contains itself', () => {
    expect(() => expand('{无}', {})).toThrow('{无}')
    expect(() => expand('{圈}', { 圈: ['{圈}'] })).toThrow('circle')
  })

  it.each(['最.*好', '最.+好', '最.{2,}好', '(?:好)*'])('refuses repetition without a bound: %s', (source) => {
    expect(() => parsePattern(source)).toThrow('without a bound')
  })

  it.each(['(最', '最)', '[最'])('refuses unbalanced brackets: %s', (source) => {
    expect(() => parsePattern(source)).toThrow('unbalanced')
  })
})

describe('anchors', () => {
  it('takes the longest and fewest words that must occur', () => {
    expect(anchors('(?:全网|全国).{0,3}第1(?!次)')).toEqual(['第1'])
    expect(anchors('最(?:好|佳)吃?')).toEqual(['最好', '最佳'])
  })

  it('refuses a pattern in which nothing must occur', () => {
    expect(() => anchors('.{0,3}')).toThrow('without a fixed word')
    expect(() => anchors('(?:最好)?.')).toThrow('without a fixed word')
  })
})

describe('vocabulary', () => {
  it('spells out the words of alternations', () => {
    expect(vocabularyOf([parsePattern('(?:根|医)治.{0,3}糖尿病')])).toEqual(['根治', '医治', '糖尿病'])
  })
})
