import { createDecipheriv, createHash } from 'node:crypto'
import { sameBytes } from '../../kernel/secrets/compare.ts'

export type CallbackKeys = {
  token: string
  /** EncodingAESKey: 43 characters, base64 of 32 bytes without the last sign. */
  aesKey: string
  /** The corp id: stands behind the message, so that one of another company is not taken. */
  receiverId: string
}

export type Sealed = {
  signature: string
  /** Seconds since 1970, as it stands in the address. */
  timestamp: string
  nonce: string
  /** `echostr` of the address, or `Encrypt` of the body. */
  encrypted: string
}

export type Opened =
  { kind: 'opened'; text: string } | { kind: 'refused'; why: 'signature' | 'stale' | 'malformed' | 'receiver' }

/** Older or newer than that is a replay; WeCom tries three times within seconds. */
const WINDOW_SECONDS = 300

/** Characters of base64. */
const MAX_ENCRYPTED = 256 * 1024

const BLOCK = 32

/** msg_signature: SHA-1, in hex, of the four sorted and joined (path/90968). */
export const callbackSignature = (token: string, { timestamp, nonce, encrypted }: Omit<Sealed, 'signature'>): string =>
  createHash('sha1').update([token, timestamp, nonce, encrypted].toSorted().join('')).digest('hex')

/**
 * Opens what WeCom posts to a callback: signature first, compared in constant time, then its age, then AES-256-CBC
 * (key = base64 of EncodingAESKey, first 16 bytes = iv), then who it is for. A message within the window can still
 * arrive twice: WeCom repeats itself, so take each event once by its content.
 */
export const openCallback = (keys: CallbackKeys, sealed: Sealed, now: Date): Opened => {
  const { signature, timestamp, encrypted } = sealed
  if (encrypted.length > MAX_ENCRYPTED || !/^\d{1,12}$/.test(timestamp)) return { kind: 'refused', why: 'malformed' }
  if (!sameBytes(Buffer.from(callbackSignature(keys.token, sealed)), Buffer.from(signature))) {
    return { kind: 'refused', why: 'signature' }
  }
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > WINDOW_SECONDS) return { kind: 'refused', why: 'stale' }
  const plain = decrypt(keys.aesKey, encrypted)
  // 16 random bytes, 4 bytes of length, the message, the receiver.
  if (plain === null || plain.length < 20) return { kind: 'refused', why: 'malformed' }
  const end = 20 + plain.readUInt32BE(16)
  if (end > plain.length) return { kind: 'refused', why: 'malformed' }
  if (!sameBytes(plain.subarray(end), Buffer.from(keys.receiverId))) return { kind: 'refused', why: 'receiver' }
  return { kind: 'opened', text: plain.subarray(20, end).toString('utf8') }
}

/** Without the padding of PKCS #7 to blocks of 32; null when it is not what WeCom makes. */
const decrypt = (aesKey: string, encrypted: string): Buffer | null => {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const bytes = Buffer.from(encrypted, 'base64')
  if (key.length !== 32 || bytes.length === 0 || bytes.length % 16 !== 0) return null
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()])
  const padding = padded.at(-1) ?? 0
  if (padding < 1 || padding > BLOCK || padding > padded.length) return null
  const rest = padded.length - padding
  return padded.subarray(rest).every((byte) => byte === padding) ? padded.subarray(0, rest) : null
}
