import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { sameBytes } from './compare.ts'
import type { Suite } from './suite.ts'

const COUNTER_BYTES = 16
const TAG_BYTES = 32
const CIPHER_KEY_BYTES = 16
const MAC_KEY_BYTES = 32

/** A key to encrypt with and one to authenticate with, both from the key of the value (HKDF of RFC 5869 with SM3). */
const keysOf = (key: KeyObject): { cipherKey: Buffer; macKey: Buffer } => {
  const bytes = Buffer.from(hkdfSync('sm3', key, 'weidun', 'weidun/sm4-ctr hmac-sm3/v1', CIPHER_KEY_BYTES + MAC_KEY_BYTES))
  return { cipherKey: bytes.subarray(0, CIPHER_KEY_BYTES), macKey: bytes.subarray(CIPHER_KEY_BYTES) }
}

/** Over the place, its length before it, and everything that is kept: no two inputs read the same. */
const tagOf = (macKey: Buffer, place: string, kept: Uint8Array): Buffer => {
  const where = Buffer.from(place)
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(where.length))
  return createHmac('sm3', macKey).update(length).update(where).update(kept).digest()
}

/**
 * SM4 in counter mode (GB/T 32907, GB/T 17964) with HMAC-SM3 (GB/T 32905, GB/T 15852.2) over the ciphertext, under separate
 * keys: counter (16, random), ciphertext, tag (32). Node offers no SM4-GCM; encrypt-then-MAC gives the same promises.
 */
export const sm4Sm3: Suite = {
  mark: 0x03,
  overhead: 1 + COUNTER_BYTES + TAG_BYTES,
  seal: (key, plaintext, place) => {
    const { cipherKey, macKey } = keysOf(key)
    const counter = randomBytes(COUNTER_BYTES)
    const cipher = createCipheriv('sm4-ctr', cipherKey, counter)
    const kept = Buffer.concat([counter, cipher.update(plaintext), cipher.final()])
    return Buffer.concat([kept, tagOf(macKey, place, kept)])
  },
  open: (key, body, place) => {
    const { cipherKey, macKey } = keysOf(key)
    const kept = body.subarray(0, -TAG_BYTES)
    // Nothing is decrypted that was not authenticated first.
    if (!sameBytes(tagOf(macKey, place, kept), body.subarray(-TAG_BYTES))) return undefined
    const decipher = createDecipheriv('sm4-ctr', cipherKey, kept.subarray(0, COUNTER_BYTES))
    return Buffer.concat([decipher.update(kept.subarray(COUNTER_BYTES)), decipher.final()])
  },
}
