import { createHash } from 'node:crypto'

/** SHA-256, in hex, over a set of ids: the ledger keeps it in place of a thousand of them. */
export const idsDigest = (ids: readonly string[]): string =>
  createHash('sha256').update([...new Set(ids)].toSorted().join('\n')).digest('hex')
