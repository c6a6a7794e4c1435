import type { Category, CompiledClassifier } from '../types.ts'
import { categories } from '../types.ts'
import type { View } from '../view.ts'
import type { Tape } from './grams.ts'
import { createTape, eachGram, MAX_GRAM, mix, SEED, writeTape } from './grams.ts'
import type { Model } from './model.ts'
import { CATEGORY_COUNT, findSlot, firstSlot, SILENCE, unpackModel } from './model.ts'
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
  /** Log odds of "unlawful": above 0 more likely unlawful. `facts` are numbers of facts about the whole (grams.ts). */
  score: (view: View, window: Window, facts: readonly number[]) => number
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

/** How much each unit of the tape speaks for each category, and which categories the whole is likeliest of. */
type Charges = { weights: Float64Array[]; ranked: { category: number; sure: boolean }[] }

const chargesOf = (model: Model, tape: Tape, facts: readonly number[]): Charges => {
  const sums = new Float64Array(CATEGORY_COUNT)
  const weights = categories.map(() => new Float64Array(tape.length))
  let squares = 0
  const add = (feature: number, at: number, size: number): boolean => {
    const slot = findSlot(model, feature)
    if (slot < 0) return false
    const index = model.indices[slot] ?? 0
    const value = model.table[slot * 2 + 1] ?? 0
    const rarity = value & 0xff
    squares += rarity * rarity
    const general = (value >> 8) * model.scale
    for (let one = 0; one < CATEGORY_COUNT; one++) {
      const known = index < model.categorised ? (model.categoryWeights[index * CATEGORY_COUNT + one] ?? 0) : 0
      const own = known * (model.categoryScales[one] ?? 0)
      sums[one] = (sums[one] ?? 0) + own * rarity
      const units = weights[one]
      if (units === undefined) continue
      for (let unit = at; unit < at + size; unit++) units[unit] = (units[unit] ?? 0) + ((general + own) * rarity) / size
    }
    return true
  }
  eachGram(tape, add)
  for (const fact of facts) add(fact, 0, 0)
  const norm = Math.sqrt(squares + SILENCE)
  const odds = Array.from(sums, (sum, one) => sum / norm + (model.categoryBiases[one] ?? 0))
  const ranked = odds
    .map((odd, category) => ({ category, odd, sure: odd > SURE }))
    .toSorted((a, b) => b.odd - a.odd)
    .filter(({ sure }, rank) => rank === 0 || (rank === 1 && sure))
  return { weights, ranked }
}

/** Makes a classifier out of its compiled form. Scoring is linear in the length of the window and allocates nothing. */
export const createClassifier = (compiled: CompiledClassifier): Classifier => {
  const model = unpackModel(compiled)
  const tape = createTape()
  const { table, mask, scale, bias } = model

  /** The hot loop: what eachGram and findSlot do, written out, because every character of every text goes through it. */
  const score = (facts: readonly number[]): number => {
    const { codes, length } = tape
    let sum = 0
    let squares = 0
    for (let at = 0; at < length; at++) {
      let feature = SEED
      const stop = Math.min(at + MAX_GRAM, length)
      for (let unit = at; unit < stop; unit++) {
        feature = mix(feature, codes[unit] ?? 0)
        let slot = firstSlot(feature, mask)
        let value = table[slot * 2 + 1] ?? 0
        while (value !== 0 && table[slot * 2] !== feature) {
          slot = (slot + 1) & mask
          value = table[slot * 2 + 1] ?? 0
        }
        if (value === 0) break
        const rarity = value & 0xff
        sum += (value >> 8) * rarity
        squares += rarity * rarity
      }
    }
    for (const fact of facts) {
      const slot = findSlot(model, fact)
      if (slot < 0) continue
      const value = table[slot * 2 + 1] ?? 0
      const rarity = value & 0xff
      sum += (value >> 8) * rarity
      squares += rarity * rarity
    }
    return (sum / Math.sqrt(squares + SILENCE)) * scale + bias
  }

  return {
    score: (view, { start, end }, facts) => {
      writeTape(tape, view.codes, start, end)
      return score(facts)
    },
    places: (view, window, facts) => {
      writeTape(tape, view.codes, window.start, window.end)
      const charges = chargesOf(model, tape, facts)
      return charges.ranked.map(({ category, sure }): Place => {
        const [from, to] = heaviest(charges.weights[category] ?? new Float64Array(0), tape.length)
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
