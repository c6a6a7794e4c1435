/** Authenticated encryption of small values at rest: AES-256-GCM (NIST SP 800-38D). */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const VERSION = 0x01
const NONCE_BYTES = 12
const TAG_BYTES = 16
const OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES
/** Plain bytes in one sealed value. Larger things are files and have their own room. */
export const MAX_SEALED_BYTES = 1_048_576

/** The value was sealed with another key or for another place, or was changed. Says no more, on purpose. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'

  constructor(options?: ErrorOptions) {
    super('this value cannot be opened: another key, another place, or it was changed', options)
  }
}

/**
 * Encrypts a value.
 * @param place where it is kept, for example `person|totp_secret|018f...`: a value copied to another row does not open
 * @returns version (1 byte, 0x01), nonce (12, random), ciphertext, tag (16)
 *
 * A random 96-bit nonce allows 2^32 values under one key (SP 800-38D section 8.3), far more than an installation seals.
 */
export function seal(key: KeyObject, plaintext: Uint8Array, place: string): Buffer {
  if (plaintext.length > MAX_SEALED_BYTES) throw new RangeError(`at most ${MAX_SEALED_BYTES} bytes are sealed at once`)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(place))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([Buffer.of(VERSION), nonce, ciphertext, cipher.getAuthTag()])
}

/**
 * Decrypts what `seal` made.
 * @throws CannotOpen when anything about it is not as sealed
 */
export function open(key: KeyObject, sealed: Uint8Array, place: string): Buffer {
  if (sealed.length < OVERHEAD || sealed.length > OVERHEAD + MAX_SEALED_BYTES || sealed[0] !== VERSION) {
    throw new CannotOpen()
  }
  const bytes = Buffer.from(sealed)
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const plain = decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch (cause) {
    // OpenSSL has one reason to fail here: the tag does not fit.
    throw new CannotOpen({ cause })
  }
}
