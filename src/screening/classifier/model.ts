import { bytesFrom, numbersFrom, toBase64 } from '../base64.ts'
import type { CompiledClassifier } from '../types.ts'
import { categories } from '../types.ts'

/**
 * The same, ready for use: a hash table with open addressing. Slot `s` holds the number of a feature in `table[2 * s]` and
 * its weight and rarity in `table[2 * s + 1]` (weight << 8 | rarity; 0 where the slot is empty); `indices[s]` is its place
 * in the order of features.
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
export const SILENCE = 600 * 600

/** Rarity of a feature that stands in one text alone. */
export const MOST_RARITY = 255

/** The bytes of numbers in base64, as they lie in the packs. */
export const encodeNumbers = (numbers: Int32Array | Int16Array | Int8Array | Uint8Array): string =>
  toBase64(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))

/** First slot that is tried for a feature. */
export const firstSlot = (feature: number, mask: number): number => Math.imul(feature, 0x85ebca6b) & mask

/** Slot of a feature, or -1. At most half of the slots are taken. */
export const findSlot = ({ table, mask }: Pick<Model, 'table' | 'mask'>, feature: number): number => {
  for (let slot = firstSlot(feature, mask); ; slot = (slot + 1) & mask) {
    if (table[slot * 2 + 1] === 0) return -1
    if (table[slot * 2] === feature) return slot
  }
}

/** Unpacks a compiled classifier. Takes a few milliseconds. */
export const unpackModel = (compiled: CompiledClassifier): Model => {
  const features = numbersFrom(compiled.features)
  const stored = bytesFrom(compiled.weights)
  const weights = new Int16Array(stored.buffer, stored.byteOffset, stored.byteLength >> 1)
  const rarities = bytesFrom(compiled.rarities)
  let size = 1024
  while (size < features.length * 2) size *= 2
  const mask = size - 1
  const table = new Int32Array(size * 2)
  const indices = new Int32Array(size)
  for (let index = 0; index < features.length; index++) {
    const feature = features[index] ?? 0
    let slot = firstSlot(feature, mask)
    while (table[slot * 2 + 1] !== 0) slot = (slot + 1) & mask
    table[slot * 2] = feature
    table[slot * 2 + 1] = ((weights[index] ?? 0) << 8) | Math.max(1, rarities[index] ?? 1)
    indices[slot] = index
  }
  const { scale, bias, categorised, categoryScales, categoryBiases } = compiled
  const byCategory = bytesFrom(compiled.categoryWeights)
  const categoryWeights = new Int8Array(byCategory.buffer, byCategory.byteOffset, byCategory.byteLength)
  return { table, indices, mask, scale, bias, categoryWeights, categorised, categoryScales, categoryBiases }
}

/** How many figures a feature has in `categoryWeights`. */
export const CATEGORY_COUNT = categories.length
