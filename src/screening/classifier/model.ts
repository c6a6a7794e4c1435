import { bytesFrom, numbersFrom, toBase64 } from '../base64.ts'
import type { CompiledClassifier } from '../types.ts'
import { categories } from '../types.ts'
import type { Placement } from './displacement.ts'
import { SLOTS_A_BUCKET, slotOf } from './displacement.ts'

/**
 * The same, ready for use: a table of four bytes a slot, so that it stays in the processor's cache. Slot `s` holds 13 bits of
 * the number of a feature, 13 of its weight, 6 of its rarity; 0 where the slot is empty. Every feature has a slot of its own
 * (displacement.ts); a run that is none is taken for the one in its slot once in sixteen thousand times. `indices[s]` is the
 * place of the feature in the order of features.
 */
export type Model = Placement & {
  table: Int32Array
  indices: Int32Array
  scale: number
  bias: number
  categoryWeights: Int8Array
  categorised: number
  categoryScales: number[]
  categoryBiases: number[]
}

/**
 * Square of the length of what a text says in vain besides its features: so that three words are not taken for a whole
 * confession.
 */
export const SILENCE = 150 * 150

/** Rarity of a feature that stands in one text alone. */
export const MOST_RARITY = 63

/** The bytes of numbers in base64, as they lie in the packs. */
export const encodeNumbers = (numbers: Int32Array | Int16Array | Int8Array | Uint8Array): string =>
  toBase64(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))

const TAG_SHIFT = 19

const RARITY_BITS = 6

/**
 * All bits set where a slot holds this feature, none where it holds another one: a mask instead of a condition, because no
 * processor can foresee the answer. (An empty slot may be taken for a feature; its weight and rarity are 0.)
 */
export const maskOf = (held: number, feature: number): number => (((held ^ feature) >>> TAG_SHIFT) - 1) >> 31

/** Rarity of what a slot holds. */
export const rarityOf = (slot: number): number => slot & MOST_RARITY

/** Weight of what a slot holds, in units of the model's scale. */
export const weightOf = (slot: number): number => (slot << (32 - TAG_SHIFT)) >> (32 - TAG_SHIFT + RARITY_BITS)

/** Slot of a feature, or -1. */
export const findSlot = (model: Pick<Model, keyof Placement | 'table'>, feature: number): number => {
  const slot = slotOf(model, feature)
  const held = model.table[slot] ?? 0
  return held !== 0 && maskOf(held, feature) !== 0 ? slot : -1
}

/** Weights are kept in 16 bits and used in 13. */
const WEIGHT_LOSS = 3

/** Unpacks a compiled classifier. Takes a few milliseconds. */
export const unpackModel = (compiled: CompiledClassifier): Model => {
  const features = numbersFrom(compiled.features)
  const stored = bytesFrom(compiled.weights)
  const weights = new Int16Array(stored.buffer, stored.byteOffset, stored.byteLength >> 1)
  const rarities = bytesFrom(compiled.rarities)
  const displacements = bytesFrom(compiled.displacements)
  const placement = { displacements, mask: displacements.length * SLOTS_A_BUCKET - 1 }
  const table = new Int32Array(placement.mask + 1)
  const indices = new Int32Array(placement.mask + 1)
  features.forEach((feature, index) => {
    const slot = slotOf(placement, feature)
    const weight = ((weights[index] ?? 0) >> WEIGHT_LOSS) & 0x1fff
    table[slot] = ((feature >>> TAG_SHIFT) << TAG_SHIFT) | (weight << RARITY_BITS) | Math.max(1, rarities[index] ?? 1)
    indices[slot] = index
  })
  const { bias, categorised, categoryScales, categoryBiases } = compiled
  const byCategory = bytesFrom(compiled.categoryWeights)
  const categoryWeights = new Int8Array(byCategory.buffer, byCategory.byteOffset, byCategory.byteLength)
  const scale = compiled.scale * 2 ** WEIGHT_LOSS
  return { ...placement, table, indices, scale, bias, categoryWeights, categorised, categoryScales, categoryBiases }
}

/** How many figures a feature has in `categoryWeights`. */
export const CATEGORY_COUNT = categories.length
