import { createHmac, type KeyObject } from 'node:crypto'
import { sameBytes } from '../../kernel/secrets/compare.ts'

const idBytes = 16
/** An HMAC-SHA-256 cut to 128 bits (RFC 2104, section 5). */
const macBytes = 16

const macOf = (key: KeyObject, use: string, id: Uint8Array): Buffer =>
  createHmac('sha256', key).update(use).update(id).digest().subarray(0, macBytes)

/** A uuid and a MAC over it for one use, 43 characters for a link. It names nobody; who is meant stands in our tables alone. */
export const signedId = (key: KeyObject, use: string, uuid: string): string => {
  const id = Buffer.from(uuid.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, macOf(key, use, id)]).toString('base64url')
}

/** The uuid that was signed for this use; null for what we did not make. */
export const readSignedId = (key: KeyObject, use: string, token: string): string | null => {
  if (!/^[\w-]{43}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  const id = bytes.subarray(0, idBytes)
  // A last character with loose bits would be a second name for the same link.
  if (bytes.toString('base64url') !== token || !sameBytes(bytes.subarray(idBytes), macOf(key, use, id))) return null
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
