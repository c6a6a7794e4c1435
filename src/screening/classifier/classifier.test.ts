import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Example } from '../compile/examples.ts'
import { placeKeys } from '../compile/place-keys.ts'
import { trainClassifier } from '../compile/train-classifier.ts'
import { loadPacks } from '../load-packs.ts'
import { createPlainReader } from '../marker.ts'
import type { View } from '../view.ts'
import { createClassifier } from './classifier.ts'
import { factsOf } from './facts.ts'
import { createTape, eachGram, factFeature, writeTape } from './grams.ts'
import { encodeNumbers, findSlot, rarityOf, unpackModel, weightOf } from './model.ts'
import { sentencesOf, windowsOf } from './windows.ts'

const packs = await loadPacks()
const read = createPlainReader(packs)

const example = (text: string, ...categories: Example['categories']): Example => ({
  text,
  categories,
  industry: '',
  channel: '',
})

const lesson = [
  ...['红茶喝了能治失眠', '绿茶喝了能治头痛', '花茶喝了能治胃痛'].map((text) => example(text, 'medical_claim')),
  ...['红茶存了一定涨价', '绿茶存了一定翻倍', '花茶存了一定赚钱'].map((text) => example(text, 'guarantee_return')),
  ...['红茶用热水冲泡', '绿茶用温水冲泡', '花茶用开水冲泡', '红茶每袋三克', '绿茶每袋五克'].map((text) => example(text)),
]

const scoreOf = (examples: readonly Example[], text: string): number => {
  const classifier = createClassifier(trainClassifier(examples, read))
  const { plain, setting } = read(text, {})
  return classifier.score(plain, { start: 0, end: plain.length }, [], factsOf(setting)).whole
}

const gramsOf = (text: string): string[] => {
  const tape = createTape()
  const codes = Uint16Array.from(text, (char) => char.charCodeAt(0))
  writeTape(tape, codes, 0, codes.length)
  const runs: string[] = []
  eachGram(tape, (_, at, size) => {
    runs.push(String.fromCharCode(...tape.codes.subarray(at, at + size)))
    return true
  })
  return runs
}

describe('classifier (CNT-2)', () => {
  it('tells sentences that it never saw by what examples taught', () => {
    expect(scoreOf(lesson, '黑茶喝了能治耳鸣')).toBeGreaterThan(0)
    expect(scoreOf(lesson, '黑茶用热水冲泡')).toBeLessThan(0)
  })

  it('names the category, and the words that speak for it', () => {
    const classifier = createClassifier(trainClassifier(lesson, read))
    const category = (text: string): string | undefined => {
      const { plain, setting } = read(text, {})
      return classifier.places(plain, { start: 0, end: plain.length }, factsOf(setting))[0]?.category
    }
    expect(category('黑茶喝了能治耳鸣')).toBe('medical_claim')
    expect(category('黑茶存了一定涨价')).toBe('guarantee_return')
    const { plain, setting } = read('黑茶用热水冲泡，喝了能治耳鸣', {})
    const [place] = classifier.places(plain, { start: 0, end: plain.length }, factsOf(setting))
    expect(plain.text.slice(place?.start, place?.end)).toContain('能治')
  })

  it('scores each sentence of a window as if it stood alone', () => {
    const classifier = createClassifier(trainClassifier(lesson, read))
    const word = fc.constantFrom('红茶', '喝了', '能治', '失眠', '热水', '冲泡', '。', '，', '一定', '299', '3', '!', 'q')
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        const { plain, setting } = read(words.join(''), {})
        fc.pre(plain.length > 0)
        const window = { start: 0, end: plain.length }
        const sentences = sentencesOf(plain, window)
        const facts = factsOf(setting)
        const { each } = classifier.score(plain, window, sentences, facts)
        expect(each).toHaveLength(sentences.length)
        sentences.forEach((sentence, index) => {
          expect(each[index]).toBeCloseTo(classifier.score(plain, sentence, [], facts).whole, 9)
        })
      }),
    )
  })

  it('learns the same from the same examples', () => {
    expect(trainClassifier(lesson, read)).toEqual(trainClassifier(lesson, read))
  })

  it('is part of the packs as they are built (CNT-2)', () => {
    expect(packs.classifier).not.toBeNull()
  })
})

describe('features', () => {
  it('takes numbers of two digits and more for one, and tells 100 apart', () => {
    expect(gramsOf('满299')).toEqual(gramsOf('满58'))
    expect(gramsOf('满1.5')).toEqual(gramsOf('满58'))
    expect(gramsOf('满100')).not.toEqual(gramsOf('满58'))
    expect(gramsOf('满3')).not.toEqual(gramsOf('满5'))
  })

  /** What the spreading of keys multiplies with, undone: neighbours after it share a bucket. */
  const inverse = 0xa5cb9243

  type Tables = { rarities?: readonly number[]; weights?: readonly number[] }
  const packed = (known: readonly number[], { rarities, weights }: Tables = {}) =>
    unpackModel({
      features: encodeNumbers(Int32Array.from(known)),
      displacements: encodeNumbers(placeKeys(Int32Array.from(known)).displacements),
      rarities: encodeNumbers(Uint8Array.from(rarities ?? known.map(() => 0))),
      weights: encodeNumbers(Int16Array.from(weights ?? known.map(() => 0))),
      scale: 1,
      bias: 0,
      categoryWeights: '',
      categorised: 0,
      categoryScales: [],
      categoryBiases: [],
    })

  it('finds each packed feature, in a slot of its own', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { maxLength: 300 }), (known) => {
        const model = packed(known)
        known.forEach((feature, index) => expect(model.indices[findSlot(model, feature)]).toBe(index))
      }),
    )
  })

  it('finds room for features that all belong into one bucket', () => {
    const crowd = Array.from({ length: 40 }, (_, index) => Math.imul(index, inverse))
    const model = packed(crowd)
    crowd.forEach((feature, index) => expect(model.indices[findSlot(model, feature)]).toBe(index))
  })

  it('takes hardly any other number for a feature', () => {
    const numbers = Array.from({ length: 60_000 }, (_, index) => factFeature(`fact ${index}`))
    const model = packed(numbers.slice(0, 1_000))
    const mistaken = numbers.slice(1_000).filter((feature) => findSlot(model, feature) >= 0)
    expect(mistaken.length).toBeLessThan(59_000 / 1_000)
  })

  it('keeps weights and rarities through the packing', () => {
    const weights = [-32_767, -4_000, 0, 8, 32_767]
    const rarities = [1, 2, 3, 62, 63]
    const features = weights.map((_, index) => factFeature(`fact ${index}`))
    const model = packed(features, { rarities, weights })
    weights.forEach((weight, index) => {
      const held = model.table[findSlot(model, features[index] ?? 0)] ?? 0
      expect(Math.abs(weightOf(held) * model.scale - weight)).toBeLessThan(model.scale)
      expect(rarityOf(held)).toBe(rarities[index])
    })
  })
})

describe('windows', () => {
  const viewOf = (text: string): View => {
    const codes = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
    const starts = Int32Array.from(codes, (_, at) => at)
    return { text, codes, length: codes.length, starts, ends: starts.map((at) => at + 1) }
  }

  it('cover a text without gap or overlap, none longer than its bound', () => {
    const piece = fc.constantFrom('茶', '，', '。', '\n', '很长的一句话没有标点'.repeat(4))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const view = viewOf(pieces.join(''))
        const windows = windowsOf(view)
        expect(windows[0]?.start).toBe(0)
        expect(windows.at(-1)?.end).toBe(view.length)
        windows.forEach((window, index) => {
          expect(window.end - window.start).toBeLessThanOrEqual(160)
          expect(window.start).toBe(index === 0 ? 0 : windows[index - 1]?.end)
        })
      }),
    )
  })

  it('end where sentences end', () => {
    const sentence = `${'茶'.repeat(60)}。`
    expect(windowsOf(viewOf(sentence.repeat(3))).map(({ end }) => end)).toEqual([61, 122, 183])
  })
})
