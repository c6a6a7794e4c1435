import { factsOf } from '../classifier/facts.ts'
import { createTape, eachGram, writeTape } from '../classifier/grams.ts'
import { encodeNumbers, MOST_RARITY, SILENCE } from '../classifier/model.ts'
import type { PlainReader } from '../marker.ts'
import type { CompiledClassifier } from '../types.ts'
import { categories } from '../types.ts'
import type { Example } from './examples.ts'
import { placeKeys } from './place-keys.ts'
import type { Rows, Weights } from './logistic-regression.ts'
import { COARSE, FINE, fitLogistic } from './logistic-regression.ts'

/** A feature counts from this many examples on: what stands in one example alone teaches nothing. */
const LEAST_EXAMPLES = 2

/**
 * So many features are kept at most, those that weigh most: on examples that were left out, all of them were right no more
 * often, and a table of this size stays in the processor's cache.
 */
const MOST_FEATURES = 130_000

/** A category's weight counts from this many unlawful examples on. */
const LEAST_OF_CATEGORY = 3

/** Cost of a wrong example, for lawful against unlawful and for the categories. */
const COST = 40
const CATEGORY_COST = 20

const MOST_WEIGHT = 32767
const MOST_CATEGORY_WEIGHT = 127

/** How often each feature stands in an example. */
type Counts = Map<number, number>

/** Every run of two units and more, with the run that it begins with. */
type Parents = Map<number, number>

const countFeatures = (read: PlainReader, parents: Parents): ((example: Example) => Counts) => {
  const tape = createTape()
  return ({ text, industry, channel }) => {
    const { plain, setting } = read(text, { industry, channel })
    const counts: Counts = new Map(factsOf(setting).map((fact) => [fact, 1]))
    writeTape(tape, plain.codes, 0, plain.length)
    let shorter = 0
    eachGram(tape, (feature, _, size) => {
      counts.set(feature, (counts.get(feature) ?? 0) + 1)
      if (size > 1) parents.set(feature, shorter)
      shorter = feature
      return true
    })
    return counts
  }
}

/** In how many samples each feature stands. */
const spread = (samples: readonly Counts[]): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const sample of samples) for (const feature of sample.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  return counts
}

/** Inverse document frequency in whole steps, as it is kept: rare features say more than common ones. */
const rarityOf = (count: number, of: number): number =>
  Math.max(1, Math.min(MOST_RARITY, Math.round((Math.log(of / count) / Math.log(of)) * MOST_RARITY)))

type Known = { indexOf: ReadonlyMap<number, number>; rarities: Uint8Array }

/** Rows of length one: each feature as often as it stands there, times its rarity. */
const rowsOf = (samples: readonly Counts[], { indexOf, rarities }: Known, features: number): Rows => {
  const starts = new Int32Array(samples.length + 1)
  const columns: number[] = []
  const values: number[] = []
  samples.forEach((sample, row) => {
    let squares = 0
    for (const [feature, count] of sample) {
      const index = indexOf.get(feature)
      if (index === undefined) continue
      const value = count * (rarities[index] ?? 1)
      squares += value * value
      if (index >= features) continue
      columns.push(index)
      values.push(value)
    }
    const norm = Math.sqrt(squares + SILENCE)
    for (let at = starts[row] ?? 0; at < values.length; at++) values[at] = (values[at] ?? 0) / norm
    starts[row + 1] = columns.length
  })
  return { starts, columns: Int32Array.from(columns), values: Float64Array.from(values), features }
}

type Fitted = { features: readonly number[]; known: Known; weights: Weights }

/** The features that move a text most, each with the runs that it begins with, so that no known run hides behind one. */
const heaviestOf = ({ features, known: { rarities }, weights }: Fitted, parents: Parents): number[] => {
  const force = features.map((feature, index) => ({ feature, force: Math.abs(weights[index] ?? 0) * (rarities[index] ?? 1) }))
  const kept = new Set<number>()
  for (const { feature } of force.toSorted((a, b) => b.force - a.force || a.feature - b.feature)) {
    if (kept.size >= MOST_FEATURES) break
    for (let run: number | undefined = feature; run !== undefined && !kept.has(run); run = parents.get(run)) kept.add(run)
  }
  return [...kept]
}

const largest = (weights: Weights, size: number): number => {
  let most = 1e-9
  for (let at = 0; at < size; at++) most = Math.max(most, Math.abs(weights[at] ?? 0))
  return most
}

/**
 * Trains the classifier from examples: logistic regression over runs of characters, weighted by rarity, rows of length
 * one. Deterministic, some fifteen seconds for sixty thousand examples.
 *
 * @param read folds a text and undoes its disguises
 */
export const trainClassifier = (examples: readonly Example[], read: PlainReader): CompiledClassifier => {
  const parents: Parents = new Map()
  const samples = examples.map(countFeatures(read, parents))
  const unlawful = examples.flatMap((example, index) => (example.categories.length > 0 ? [index] : []))
  const ofUnlawful = unlawful.map((index) => samples[index] ?? new Map<number, number>())
  const counts = spread(samples)
  const unlawfulCounts = spread(ofUnlawful)
  const isCategorised = (feature: number): boolean => (unlawfulCounts.get(feature) ?? 0) >= LEAST_OF_CATEGORY
  const truths = Int8Array.from(examples, (example) => (example.categories.length > 0 ? 1 : -1))
  const costs = new Float64Array(examples.length).fill(COST)

  const fit = (features: readonly number[], tolerance: number): Fitted => {
    const known = {
      indexOf: new Map(features.map((feature, index) => [feature, index])),
      rarities: Uint8Array.from(features, (feature) => rarityOf(counts.get(feature) ?? 1, samples.length)),
    }
    return { features, known, weights: fitLogistic(rowsOf(samples, known, features.length), truths, costs, tolerance) }
  }
  const seen = [...counts].filter(([, count]) => count >= LEAST_EXAMPLES).map(([feature]) => feature)
  const kept = seen.length <= MOST_FEATURES ? seen : heaviestOf(fit(seen, COARSE), parents)
  const first = kept.filter(isCategorised)
  const { features, known, weights } = fit([...first, ...kept.filter((feature) => !isCategorised(feature))], FINE)
  const scale = largest(weights, features.length) / MOST_WEIGHT

  const ofCategories = rowsOf(ofUnlawful, known, first.length)
  const categoryCosts = new Float64Array(unlawful.length).fill(CATEGORY_COST)
  const fitted = categories.map((category) =>
    fitLogistic(
      ofCategories,
      Int8Array.from(unlawful, (index) => (examples[index]?.categories.includes(category) === true ? 1 : -1)),
      categoryCosts,
    ),
  )
  const categoryScales = fitted.map((one) => largest(one, first.length) / MOST_CATEGORY_WEIGHT)
  const categoryWeights = new Int8Array(first.length * categories.length)
  fitted.forEach((one, category) => {
    for (let at = 0; at < first.length; at++) {
      categoryWeights[at * categories.length + category] = Math.round((one[at] ?? 0) / (categoryScales[category] ?? 1))
    }
  })
  return {
    features: encodeNumbers(Int32Array.from(features)),
    displacements: encodeNumbers(placeKeys(Int32Array.from(features)).displacements),
    rarities: encodeNumbers(known.rarities),
    weights: encodeNumbers(Int16Array.from(features, (_, index) => Math.round((weights[index] ?? 0) / scale))),
    scale,
    bias: weights[features.length] ?? 0,
    categoryWeights: encodeNumbers(categoryWeights),
    categorised: first.length,
    categoryScales,
    categoryBiases: fitted.map((one) => one[first.length] ?? 0),
  }
}
