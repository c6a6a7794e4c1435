import type { Placement } from '../classifier/displacement.ts'
import { shiftFor, SLOTS_A_BUCKET, slotFor, spread } from '../classifier/displacement.ts'

const MOST_DISPLACEMENT = 255

/** Indices of the keys, bucket by bucket; those of bucket `b` begin at `starts[b]`. */
const sortIntoBuckets = (keys: Int32Array, buckets: number): { starts: Int32Array; order: Int32Array } => {
  const shift = shiftFor(buckets)
  const starts = new Int32Array(buckets + 1)
  for (const key of keys) starts[(spread(key) >>> shift) + 1] = (starts[(spread(key) >>> shift) + 1] ?? 0) + 1
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0)
  const next = starts.slice()
  const order = new Int32Array(keys.length)
  keys.forEach((key, index) => {
    const bucket = spread(key) >>> shift
    order[next[bucket] ?? 0] = index
    next[bucket] = (next[bucket] ?? 0) + 1
  })
  return { starts, order }
}

/** Places distinct keys. */
export const placeKeys = (keys: Int32Array): Placement => {
  let size = 1024
  while (size < keys.length * 2) size *= 2
  for (;;) {
    const placement = tryToPlace(keys, size)
    if (placement !== null) return placement
    size *= 2
  }
}

/** Null where a bucket finds no room: for keys that were chosen to that end, or by an accident that has never been seen. */
const tryToPlace = (keys: Int32Array, size: number): Placement | null => {
  const mask = size - 1
  const buckets = size / SLOTS_A_BUCKET
  const { starts, order } = sortIntoBuckets(keys, buckets)
  const displacements = new Uint8Array(buckets)
  const taken = new Uint8Array(size)
  const fits = (from: number, to: number, displacement: number): boolean => {
    for (let at = from; at < to; at++) {
      const slot = slotFor(spread(keys[order[at] ?? 0] ?? 0), displacement, mask)
      if (taken[slot] === 1) {
        for (let back = from; back < at; back++) taken[slotFor(spread(keys[order[back] ?? 0] ?? 0), displacement, mask)] = 0
        return false
      }
      taken[slot] = 1
    }
    return true
  }
  // The fullest buckets first, while there is room everywhere.
  const sizeOf = (bucket: number): number => (starts[bucket + 1] ?? 0) - (starts[bucket] ?? 0)
  const bySize: number[][] = []
  for (let bucket = 0; bucket < buckets; bucket++) (bySize[sizeOf(bucket)] ??= []).push(bucket)
  for (const bucket of bySize.toReversed().flatMap((some) => some ?? [])) {
    const [from, to] = [starts[bucket] ?? 0, starts[bucket + 1] ?? 0]
    let displacement = 0
    while (!fits(from, to, displacement)) if (++displacement > MOST_DISPLACEMENT) return null
    displacements[bucket] = displacement
  }
  return { displacements, mask }
}
