import type { KeyObject } from 'node:crypto'
import { open, seal } from './seal.ts'
import type { SuiteName } from './suite.ts'

/**
 * Keeps the key that wraps the installation's key-encryption keys; its own key never leaves it. Asynchronous, because
 * it may be a service elsewhere: such a one must keep what it unwrapped, since operations wait for it inside a transaction.
 */
export type KeySource = {
  /** Which source and which of its keys; kept beside what it wrapped. */
  readonly keyId: string
  readonly wrap: (key: Uint8Array, place: string) => Promise<Uint8Array>
  /** @throws CannotOpen when it was wrapped by another source, for another place, or was changed */
  readonly unwrap: (wrapped: Uint8Array, place: string) => Promise<Uint8Array>
}

/** The first wraps what is new; the others still unwrap what they wrapped. */
export type KeySources = readonly [KeySource, ...KeySource[]]

/**
 * The source of that name.
 * @throws KeySourceMissing when it is not configured any more
 */
export const sourceNamed = (sources: KeySources, keyId: string): KeySource => {
  const found = sources.find((source) => source.keyId === keyId)
  if (found === undefined) throw new KeySourceMissing(keyId)
  return found
}

/** Keys lie under a source that the configuration does not name. */
export class KeySourceMissing extends Error {
  override readonly name = 'KeySourceMissing'

  constructor(keyId: string) {
    super(`Keys lie under ${keyId}, which is not configured any more: configure it again, then rotate the keys`)
  }
}

/** The source that works from the master key, whether that came from the key file or from the environment. */
export const localKeySource = (key: KeyObject, suite: SuiteName): KeySource => ({
  keyId: 'local',
  wrap: async (plain, place) => seal(key, plain, place, suite),
  unwrap: async (wrapped, place) => open(key, wrapped, place),
})
