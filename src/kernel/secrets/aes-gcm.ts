import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Suite } from './suite.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM (NIST SP 800-38D): nonce (12, random), ciphertext, tag (16). A random 96-bit nonce allows 2^32 values under one
 * key (section 8.3), far more than an installation seals.
 */
export const aesGcm: Suite = {
  mark: 0x01,
  overhead: 1 + NONCE_BYTES + TAG_BYTES,
  seal: (key, plaintext, place) => {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place))
    return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  },
  open: (key, body, place) => {
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(place)).setAuthTag(body.subarray(-TAG_BYTES))
    const plain = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES))
    try {
      return Buffer.concat([plain, decipher.final()])
    } catch {
      // OpenSSL has one reason to fail here: the tag does not fit.
      return undefined
    }
  },
}
