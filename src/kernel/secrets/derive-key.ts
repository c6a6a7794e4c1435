import { createPrivateKey, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** What a key is for. Every purpose has a key of its own, so that no use can be turned against another. */
export type KeyPurpose =
  | 'ledger-mac'
  | 'ledger-sign'
  | 'password-pepper'
  | 'totp-secret'
  | 'session'
  | 'api-key'
  | 'webhook'
  | 'unsubscribe'
  | 'consent-form'
  | 'rights'
  | 'envelope'
  | 'blind-index'
  | 'key-check'

const KEY_BYTES = 32
const SALT = 'weidun'
/** RFC 8410 section 7: the PKCS #8 wrapping of an Ed25519 private key, up to its 32-byte seed. */
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * A 256-bit key for one purpose, by HKDF-SHA-256 (RFC 5869) from the master key. The same master and purpose always
 * give the same key. A KeyObject, because that never shows its bytes in a log or an error.
 */
export function deriveKey(master: KeyObject, purpose: KeyPurpose): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', master, SALT, `weidun/${purpose}/v1`, KEY_BYTES)))
}

/** The Ed25519 private key whose seed (RFC 8032 section 5.1.5) is this 32-byte secret. */
export function ed25519FromSeed(seed: KeyObject): KeyObject {
  const bytes = seed.export()
  if (bytes.length !== KEY_BYTES) throw new RangeError('an Ed25519 seed has 32 bytes')
  return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8_PREFIX, bytes]), format: 'der', type: 'pkcs8' })
}

/**
 * A value that tells whether two servers have the same master key, and nothing about the key: 16 derived bytes in hex.
 * Kept in the database at first start and compared at every later one.
 */
export function keyCheckValue(master: KeyObject): string {
  return deriveKey(master, 'key-check').export().toString('hex', 0, 16)
}
