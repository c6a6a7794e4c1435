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

const CHUNK = 0x8000

/** Base64 of the bytes of a typed array. Works in browsers and in Node. */
export const encodeNumbers = (numbers: Int32Array | Int16Array | Int8Array | Uint8Array): string => {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)))
  return btoa(parts.join(''))
}

const decodeBytes = (text: string): ArrayBuffer => {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes.buffer
}

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
  const features = new Int32Array(decodeBytes(compiled.features))
  const weights = new Int16Array(decodeBytes(compiled.weights))
  const rarities = new Uint8Array(decodeBytes(compiled.rarities))
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
  const categoryWeights = new Int8Array(decodeBytes(compiled.categoryWeights))
  return { table, indices, mask, scale, bias, categoryWeights, categorised, categoryScales, categoryBiases }
}

/** How many figures a feature has in `categoryWeights`. */
export const CATEGORY_COUNT = categories.length
