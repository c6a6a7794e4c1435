import { createHmac, type KeyObject } from 'node:crypto'
import { keyPrefix } from '../../../kernel/http/session-cookie.ts'
import { randomToken } from '../../../kernel/secrets/random-token.ts'

const form = /^wdk_[\w-]{43}$/

/** A new key: `wdk_` and 256 random bits as 43 characters of base64url. */
export const newKey = (): string => `${keyPrefix}${randomToken()}`

export const isKey = (token: string): boolean => form.test(token)

/** The characters that are kept and shown, so that people can tell keys apart. */
export const endingOf = (token: string): string => token.slice(-4)

/**
 * What the database keeps of a key: HMAC-SHA-256, keyed for the reasons given for session tokens.
 * @param key `secrets.apiKey`
 */
export const keyDigest = (key: KeyObject, token: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(token, 'ascii').digest())
