import type { CompiledClassifier } from '../types.ts'
import { categories } from '../types.ts'

/** The same, ready for use. `slots` is a hash table of indices into `weights`, -1 where empty. */
export type Model = {
  keys: Int32Array
  slots: Int32Array
  mask: number
  rarities: Uint8Array
  weights: Int16Array
  scale: number
  bias: number
  categoryWeights: Int8Array
  categorised: number
  categoryScales: number[]
  categoryBiases: number[]
}

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

/** Index of a feature, or -1. Open addressing with linear steps; at most half of the slots are taken. */
export const findFeature = (model: Pick<Model, 'keys' | 'slots' | 'mask'>, feature: number): number => {
  const { keys, slots, mask } = model
  for (let slot = Math.imul(feature, 0x85ebca6b) & mask; ; slot = (slot + 1) & mask) {
    const index = slots[slot] ?? -1
    if (index < 0 || keys[index] === feature) return index
  }
}

/** Unpacks a compiled classifier. Takes a few milliseconds. */
export const unpackModel = (compiled: CompiledClassifier): Model => {
  const keys = new Int32Array(decodeBytes(compiled.features))
  let size = 1024
  while (size < keys.length * 2) size *= 2
  const mask = size - 1
  const slots = new Int32Array(size).fill(-1)
  for (let index = 0; index < keys.length; index++) {
    let slot = Math.imul(keys[index] ?? 0, 0x85ebca6b) & mask
    while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    slots[slot] = index
  }
  const { scale, bias, categorised, categoryScales, categoryBiases } = compiled
  return {
    keys,
    slots,
    mask,
    rarities: new Uint8Array(decodeBytes(compiled.rarities)),
    weights: new Int16Array(decodeBytes(compiled.weights)),
    scale,
    bias,
    categoryWeights: new Int8Array(decodeBytes(compiled.categoryWeights)),
    categorised,
    categoryScales,
    categoryBiases,
  }
}

/** How many figures a feature has in `categoryWeights`. */
export const CATEGORY_COUNT = categories.length
