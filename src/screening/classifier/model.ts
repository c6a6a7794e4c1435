import { bytesFrom, numbersFrom, toBase64 } from '../base64.ts'
import type { CompiledClassifier } from '../types.ts'
import { categories } from '../types.ts'

/**
 * The same, ready for use: a hash table with open addressing, four bytes a slot, so that it stays in the processor's cache.
 * Slot `s` holds 13 bits of the number of a feature, 13 of its weight, 6 of its rarity; 0 where the slot is empty. A run
 * that is no feature is taken for one about once in eight thousand characters. `indices[s]` is the place of the feature in
 * the order of features.
 */
export type Model = {
  table: Int32Array
  indices: Int32Array
  mask: number
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

/** Bits by which features of one slot are told apart; the slot is made of others. */
const tagOf = (feature: number): number => feature >>> TAG_SHIFT

/** Whether a slot that is not empty holds this feature. */
export const holds = (slot: number, feature: number): boolean => slot >>> TAG_SHIFT === tagOf(feature)

/** Rarity of what a slot holds. */
export const rarityOf = (slot: number): number => slot & MOST_RARITY

/** Weight of what a slot holds, in units of the model's scale. */
export const weightOf = (slot: number): number => (slot << (32 - TAG_SHIFT)) >> (32 - TAG_SHIFT + RARITY_BITS)

/** First slot that is tried for a feature. */
export const firstSlot = (feature: number, mask: number): number => Math.imul(feature, 0x85ebca6b) & mask

/** Slot of a feature, or -1. At most half of the slots are taken. */
export const findSlot = ({ table, mask }: Pick<Model, 'table' | 'mask'>, feature: number): number => {
  for (let slot = firstSlot(feature, mask); ; slot = (slot + 1) & mask) {
    const held = table[slot] ?? 0
    if (held === 0) return -1
    if (holds(held, feature)) return slot
  }
}

/** Weights are kept in 16 bits and used in 13. */
const WEIGHT_LOSS = 3

/** Unpacks a compiled classifier. Takes a few milliseconds. */
export const unpackModel = (compiled: CompiledClassifier): Model => {
  const features = numbersFrom(compiled.features)
  const stored = bytesFrom(compiled.weights)
  const weights = new Int16Array(stored.buffer, stored.byteOffset, stored.byteLength >> 1)
  const rarities = bytesFrom(compiled.rarities)
  let size = 1024
  while (size < features.length * 2) size *= 2
  const mask = size - 1
  const table = new Int32Array(size)
  const indices = new Int32Array(size)
  for (let index = 0; index < features.length; index++) {
    const feature = features[index] ?? 0
    let slot = firstSlot(feature, mask)
    while (table[slot] !== 0 && !holds(table[slot] ?? 0, feature)) slot = (slot + 1) & mask
    // Two features that cannot be told apart: the one that came first stays.
    if (table[slot] !== 0) continue
    const weight = ((weights[index] ?? 0) >> WEIGHT_LOSS) & 0x1fff
    table[slot] = (tagOf(feature) << TAG_SHIFT) | (weight << RARITY_BITS) | Math.max(1, rarities[index] ?? 1)
    indices[slot] = index
  }
  const { bias, categorised, categoryScales, categoryBiases } = compiled
  const byCategory = bytesFrom(compiled.categoryWeights)
  const categoryWeights = new Int8Array(byCategory.buffer, byCategory.byteOffset, byCategory.byteLength)
  const scale = compiled.scale * 2 ** WEIGHT_LOSS
  return { table, indices, mask, scale, bias, categoryWeights, categorised, categoryScales, categoryBiases }
}

/** How many figures a feature has in `categoryWeights`. */
export const CATEGORY_COUNT = categories.length
