/**
 * A hash table in which every key has a slot of its own, found by one look: keys that share a bucket are moved on together,
 * by the bucket's displacement, until all of them fall on free slots (hash and displace, Fox et al. 1992). Half of the slots
 * stay free, so that the search is short; a bucket's displacement is one byte, so that all of them stay in the cache.
 */
export type Placement = { displacements: Uint8Array; mask: number }

/** Slots of the table for each bucket. */
export const SLOTS_A_BUCKET = 8

/** Spreads the keys; the upper bits of the product tell the bucket, the lower ones the slot. */
export const spread = (key: number): number => Math.imul(key, 0x85ebca6b)

/** Any odd number that is far from all small ones: neighbouring displacements lead to distant slots. */
const STEP = 0x9e377

/** Where a key of this hash stands when its bucket is moved so far. */
export const slotFor = (hash: number, displacement: number, mask: number): number => (hash + displacement * STEP) & mask

/** How far a hash is shifted to give its bucket. */
export const shiftFor = (buckets: number): number => Math.clz32(buckets) + 1

/** The one slot in which a key may stand. */
export const slotOf = ({ displacements, mask }: Placement, key: number): number => {
  const hash = spread(key)
  return slotFor(hash, displacements[hash >>> shiftFor(displacements.length)] ?? 0, mask)
}
