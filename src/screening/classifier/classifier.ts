import type { Category, CompiledClassifier } from '../types.ts'
import { categories } from '../types.ts'
import type { View } from '../view.ts'
import type { Tape } from './grams.ts'
import { createTape, eachGram, writeTape } from './grams.ts'
import type { Model } from './model.ts'
import { CATEGORY_COUNT, findSlot, rarityOf, SILENCE, unpackModel, weightOf } from './model.ts'
import type { Scorer } from './scorer.ts'
import { createScorer } from './scorer.ts'
import type { Window } from './windows.ts'

/**
 * The words of a window that speak most for one category; offsets in the view. `sure`: the category is likely in itself,
 * not merely likelier than the others.
 */
export type Place = Window & { category: Category; sure: boolean }

/**
 * Reads a window of folded text as somebody who has seen many examples would: how much it resembles those that were
 * judged unlawful, rather than those that were judged lawful.
 */
export type Classifier = {
  /** Log odds of "unlawful": above 0 more likely unlawful. */
  score: Scorer
  /** In which ways the window offends, the likeliest first, and where it does so most. At least one, at most two. */
  places: (view: View, window: Window, facts: readonly number[]) => Place[]
}

/** The stretch of the tape with the largest sum, as two bounds; a single unit where all are negative. */
const heaviest = (weights: Float64Array, length: number): [from: number, to: number] => {
  let best = -Infinity
  let sum = 0
  let from = 0
  let bounds: [number, number] = [0, 1]
  for (let at = 0; at < length; at++) {
    if (sum <= 0) {
      sum = 0
      from = at
    }
    sum += weights[at] ?? 0
    if (sum > best) {
      best = sum
      bounds = [from, at + 1]
    }
  }
  return bounds
}

const isPunctuation = (code: number): boolean =>
  code <= 0x2f || code === 0x3001 || code === 0x3002 || (code >= 0xff01 && code <= 0xff0f) || code === 0xff1a ||
  code === 0xff1b || code === 0xff1f || code === 0x201c || code === 0x201d

/** Leaves out punctuation at both ends. */
const trimmed = (view: View, { start, end }: Window): Window => {
  let from = start
  let to = end
  while (from < to - 1 && isPunctuation(view.codes[from] ?? 0)) from++
  while (to > from + 1 && isPunctuation(view.codes[to - 1] ?? 0)) to--
  return { start: from, end: to }
}

/** Shortest stretch that is shown; a single heavy character says nothing to a reader. */
const SHORTEST = 4

const clauseAround = (view: View, window: Window, { start, end }: Window): Window => {
  let from = start
  let to = end
  while (from > window.start && !isPunctuation(view.codes[from - 1] ?? 0)) from--
  while (to < window.end && !isPunctuation(view.codes[to] ?? 0)) to++
  return { start: from, end: to }
}

/** A category is likely in itself from this many log odds on. */
const SURE = 0.5

/** Which categories the whole is likeliest of, the likeliest first: one, or two where the second is likely in itself. */
const rank = (model: Model, tape: Tape, facts: readonly number[]): { category: number; sure: boolean }[] => {
  const { table, indices, categorised, categoryWeights } = model
  const sums = new Float64Array(CATEGORY_COUNT)
  let squares = 0
  const add = (feature: number): boolean => {
    const slot = findSlot(model, feature)
    if (slot < 0) return false
    const index = indices[slot] ?? 0
    const rarity = rarityOf(table[slot] ?? 0)
    squares += rarity * rarity
    if (index >= categorised) return true
    const row = index * CATEGORY_COUNT
    for (let one = 0; one < CATEGORY_COUNT; one++) sums[one] = (sums[one] ?? 0) + (categoryWeights[row + one] ?? 0) * rarity
    return true
  }
  eachGram(tape, add)
  facts.forEach(add)
  const norm = Math.sqrt(squares + SILENCE)
  return Array.from(sums, (sum, category) => {
    const odds = (sum * (model.categoryScales[category] ?? 0)) / norm + (model.categoryBiases[category] ?? 0)
    return { category, odds, sure: odds > SURE }
  })
    .toSorted((a, b) => b.odds - a.odds)
    .filter(({ sure }, place) => place === 0 || (place === 1 && sure))
}

/** How much each unit of the tape speaks for a category. */
const weightsFor = (model: Model, tape: Tape, category: number): Float64Array => {
  const { table, indices, categorised, categoryWeights, scale } = model
  const own = model.categoryScales[category] ?? 0
  const weights = new Float64Array(tape.length)
  eachGram(tape, (feature, at, size) => {
    const slot = findSlot(model, feature)
    if (slot < 0) return false
    const index = indices[slot] ?? 0
    const held = table[slot] ?? 0
    const known = index < categorised ? (categoryWeights[index * CATEGORY_COUNT + category] ?? 0) * own : 0
    const share = ((weightOf(held) * scale + known) * rarityOf(held)) / size
    for (let unit = at; unit < at + size; unit++) weights[unit] = (weights[unit] ?? 0) + share
    return true
  })
  return weights
}

/** Makes a classifier out of its compiled form. */
export const createClassifier = (compiled: CompiledClassifier): Classifier => {
  const model = unpackModel(compiled)
  const tape = createTape()
  return {
    score: createScorer(model),
    places: (view, window, facts) => {
      writeTape(tape, view.codes, window.start, window.end)
      return rank(model, tape, facts).map(({ category, sure }): Place => {
        const [from, to] = heaviest(weightsFor(model, tape, category), tape.length)
        const found = trimmed(view, {
          start: Math.min(tape.from[from] ?? window.start, window.end - 1),
          end: Math.max(tape.to[to - 1] ?? window.end, window.start + 1),
        })
        const shown = found.end - found.start < SHORTEST ? trimmed(view, clauseAround(view, window, found)) : found
        return { ...shown, category: categories[category] ?? 'absolute_term', sure }
      })
    },
  }
}
