import { hash, verify } from '@node-rs/argon2'
import { createHmac, type KeyObject } from 'node:crypto'
import { normalisePassword } from './character-rules.ts'

/**
 * Argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet): about 20 ms. The algorithm is a
 * const enum in the library's types, which cannot be named here; 2 is Argon2id.
 */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Stands in where nobody has the login name, so that an unknown name costs the same work. It matches nothing. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$d2VpZHVuLW5vYm9keS0wMQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** The library takes text only (binary input fails as invalid UTF-8), so the keyed digest goes in as base64. */
const peppered = (pepper: KeyObject, password: string): string =>
  createHmac('sha256', pepper).update(normalisePassword(password), 'utf8').digest('base64')

/**
 * Hashes a password for storage.
 * @param pepper `secrets.passwordPepper`: a key that is not in the database
 * @returns a PHC string with its own random salt
 */
export const hashPassword = (pepper: KeyObject, password: string): Promise<string> =>
  hash(peppered(pepper, password), cost)

/**
 * Whether the password is the one behind the hash. Without a hash it does the same work and answers no.
 * @param stored a PHC string made by `hashPassword`, or null where there is none
 */
export const verifyPassword = async (pepper: KeyObject, password: string, stored: string | null): Promise<boolean> => {
  const matches = await verify(stored ?? nobodysHash, peppered(pepper, password))
  return matches && stored !== null
}
