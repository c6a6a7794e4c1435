import { createHash } from 'node:crypto'
import type { KeySource } from '../kernel/secrets/key-source.ts'

/** The service did not answer, or refused: nothing that lies under its key opens until it does. Holds no address, no secret. */
export class KeySourceAway extends Error {
  override readonly name = 'KeySourceAway'
}

/** A key source outside, and whether it wraps what is new or only unwraps what it wrapped before, on the way back to the master key. */
export type KeyService = { source: KeySource; wraps: boolean }

/** Unwrapped keys that are kept; there are only as many as versions of the key-encryption key. */
const mostKept = 100

/** Keeps what was unwrapped once, since operations wait for it inside a transaction: the service sees a call a version and start. */
export const keepingUnwrapped = (unwrap: KeySource['unwrap']): KeySource['unwrap'] => {
  const kept = new Map<string, Uint8Array>()
  return async (wrapped, place) => {
    const name = createHash('sha256').update(wrapped).update('|').update(place).digest('base64')
    const known = kept.get(name)
    if (known !== undefined) return known
    const plain = await unwrap(wrapped, place)
    if (kept.size < mostKept) kept.set(name, plain)
    return plain
  }
}
