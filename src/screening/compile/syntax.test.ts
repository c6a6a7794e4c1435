import { describe, expect, it } from 'vitest'
import { BEYOND, CLAUSE, SENTENCE } from '../gate.ts'
import { approachOf } from './anchors.ts'
import { prefixesOf } from './prefixes.ts'
import { expand, optionsOf, parsePattern } from './syntax.ts'
import { vocabularyOf } from './vocabulary.ts'

const approach = (source: string): ReturnType<typeof approachOf> => approachOf(parsePattern(source), source)

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

describe('options', () => {
  it('splits at the outermost bars only', () => {
    expect(optionsOf('a|b(?:c|d)|[|]\\|e')).toEqual(['a', 'b(?:c|d)', '[|]\\|e'])
  })
})

describe('approach', () => {
  it('takes what a match begins with, written out as far as it is known', () => {
    expect(approach('最(?:好|佳)吃?').anchors).toEqual({ words: ['最好', '最佳'], from: 0, to: 0, stretch: CLAUSE })
    expect(approach('(?:全网)?第1(?!次)').anchors.words).toEqual(['第1', '全网第1'])
    expect(approach('最(?:受.{1,4}欢迎|好)').anchors.words).toEqual(['最好', '最受'])
  })

  it('knows nothing of what follows a repeated part', () => {
    expect(approach('我(?:们){0,3}最').anchors.words).toEqual(['我最', '我们'])
    expect(approach('[3-5]{1,2}.').anchors.words).toEqual(['3', '4', '5'])
  })

  it('takes words in the middle where a match may begin with anything, with the places where it may begin', () => {
    expect(approach('[^，]{1,4}之王').anchors).toEqual({ words: ['之王'], from: 1, to: 4, stretch: BEYOND })
  })

  it('asks for more words where the first is common', () => {
    expect(approach('用.{0,3}(?:好|棒)').gates).toEqual([{ words: ['好', '棒'], from: 1, to: 4, stretch: BEYOND }])
    expect(approach('用上.{0,3}(?:好|棒)').gates).toEqual([{ words: ['好', '棒'], from: 2, to: 5, stretch: BEYOND }])
    expect(approach('全世界.').gates).toEqual([])
  })

  it('looks for the rarest words, and asks there for what a match begins with', () => {
    expect(approach('我.{0,3}癌')).toEqual({
      anchors: { words: ['癌'], from: 1, to: 4, stretch: BEYOND },
      gates: [{ words: ['我'], from: 0, to: 0, stretch: CLAUSE }],
      digits: 0,
    })
  })

  it('tells the digits with which a match may begin whatever comes next', () => {
    expect(approach('[13]{1,3}克拉').digits).toBe((1 << 1) | (1 << 3))
    expect(approach('1克拉').digits).toBe(0)
  })

  it('cuts what a match begins with short where there is too much of it', () => {
    const many = Array.from({ length: 700 }, (_, index) => `癌${String.fromCharCode(0x4e00 + index)}症`).join('|')
    expect(prefixesOf(parsePattern(`(?:${many})[^，]`))).toEqual(['癌'])
  })

  it('knows how far what lies before a word may go', () => {
    const stretch = (source: string): number | undefined => approach(expand(source, {})).gates[0]?.stretch
    expect(stretch('用<3>(?:好|棒)')).toBe(CLAUSE)
    expect(stretch('用(?:，)?(?:好|棒)')).toBe(SENTENCE)
    expect(stretch('用<<3>>(?:好|棒)')).toBe(SENTENCE)
    expect(stretch('用[^，]{0,3}(?:好|棒)')).toBe(BEYOND)
  })

  it('asks for no word that begins with a mark', () => {
    expect(approach('用上.{0,8}(?:太好|太棒)').gates).not.toEqual([])
    expect(approach('用上.{0,8}(?:，好|，棒)').gates).toEqual([])
  })

  it('refuses a pattern in which nothing must occur', () => {
    expect(() => approach('.{0,3}')).toThrow('without a fixed word')
    expect(() => approach('(?:最好)?.')).toThrow('without a fixed word')
  })
})

describe('vocabulary', () => {
  it('spells out the words of alternations', () => {
    expect(vocabularyOf([parsePattern('(?:根|医)治.{0,3}糖尿病')])).toEqual(['根治', '医治', '糖尿病'])
  })
})
