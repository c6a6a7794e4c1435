import { blindIndexUnder } from '../../../kernel/secrets/blind-index.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { type FieldKind, fieldKinds } from './kinds.ts'

/** Signs at the end by which a value is found. */
export const lastSigns = 4

type Indexes = {
  exact: (kind: FieldKind, normalisedValue: string) => Uint8Array | null
  lastFour: (kind: FieldKind, lastFour: string) => Uint8Array | null
}

/** By key, so that a thousand rows do not derive the keys of their fields a thousand times. */
const made = new WeakMap<object, Indexes>()

/** The keyed digests by which fields are found; null for a kind that is not found that way. */
export const indexesUnder = ({ blindIndex }: Pick<Secrets, 'blindIndex'>): Indexes => {
  const known = made.get(blindIndex)
  if (known !== undefined) return known
  const index = blindIndexUnder(blindIndex)
  const indexes: Indexes = {
    exact: (kind, value) => (fieldKinds[kind].exact ? index(`customer/${kind}`, value) : null),
    lastFour: (kind, value) => (fieldKinds[kind].lastFour ? index(`customer/${kind}/last-four`, value.slice(-lastSigns)) : null),
  }
  made.set(blindIndex, indexes)
  return indexes
}
