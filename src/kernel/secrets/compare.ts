import { timingSafeEqual } from 'node:crypto'

/**
 * Compares two byte strings without telling by time where they differ. Different lengths answer at once: the
 * length of a MAC, hash or token is no secret here.
 */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
