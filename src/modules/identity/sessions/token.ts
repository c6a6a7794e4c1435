import { createHmac, type KeyObject } from 'node:crypto'
import { z } from 'zod'

/**
 * What the database keeps of a token: HMAC-SHA-256. Keyed, so that neither reading the table gives a token that works
 * nor writing a row into it makes one. No salt and no slow hash: 256 random bits cannot be guessed.
 * @param key `secrets.session`
 */
export const digestOf = (key: KeyObject, token: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(token, 'ascii').digest())

/** A token of `randomToken`: 256 random bits as 43 characters of base64url. */
export const tokenInput = z.string().length(43).regex(/^[\w-]+$/)
