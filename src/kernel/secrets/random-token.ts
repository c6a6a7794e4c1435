import { randomBytes } from 'node:crypto'

const MIN_BYTES = 16
const MAX_BYTES = 64

/**
 * An unguessable token in base64url, fit for a URL or a cookie.
 * @param bytes entropy, 16 to 64 bytes; 32 unless said otherwise
 */
export function randomToken(bytes = 32): string {
  if (!Number.isInteger(bytes) || bytes < MIN_BYTES || bytes > MAX_BYTES) {
    throw new RangeError(`a token has ${MIN_BYTES} to ${MAX_BYTES} random bytes`)
  }
  return randomBytes(bytes).toString('base64url')
}
