import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** Makes the index of a value: 32 bytes, the same for the same field and value, and nothing without the key. */
export type BlindIndex = (field: string, value: string) => Uint8Array

/**
 * Finds sealed values without opening any: HMAC-SHA-256 under a key for each field, derived by HKDF-SHA-256 (RFC 5869).
 * The key is not in the database: eleven digits can be tried one by one by whoever has it. What an index shows without
 * the key is which rows have the same value, and nothing across fields.
 * @param key `secrets.blindIndex`
 */
export const blindIndexUnder = (key: KeyObject): BlindIndex => {
  const fields = new Map<string, KeyObject>()
  const keyOf = (field: string): KeyObject => {
    const known = fields.get(field)
    if (known !== undefined) return known
    const made = createSecretKey(Buffer.from(hkdfSync('sha256', key, 'weidun', `weidun/blind-index/${field}/v1`, 32)))
    fields.set(field, made)
    return made
  }
  // A plain Uint8Array: that is what both database drivers take.
  return (field, value) => new Uint8Array(createHmac('sha256', keyOf(field)).update(value, 'utf8').digest())
}
