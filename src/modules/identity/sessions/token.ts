import { createHash } from 'node:crypto'
import { z } from 'zod'

/** SHA-256 of a token: what the database keeps. No salt and no slow hash: 256 random bits cannot be guessed. */
export const digestOf = (token: string): Uint8Array => new Uint8Array(createHash('sha256').update(token, 'ascii').digest())

/** A token of `randomToken`: 256 random bits as 43 characters of base64url. */
export const tokenInput = z.string().length(43).regex(/^[\w-]+$/)
