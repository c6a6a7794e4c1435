import { randomBytes } from 'node:crypto'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'

/** How long a browser has to answer; people look for their key in a drawer. */
export const challengeMinutes = 5
const challengeBytes = 32

type Purpose = 'add' | 'prove'

/**
 * Gives a challenge out, to be answered once within five minutes.
 * @param personId who is to answer; null where the passkey itself says who signs in
 */
export const giveChallenge = async (
  db: IdentityTransaction,
  { purpose, personId, now }: { purpose: Purpose; personId: string | null; now: Date },
): Promise<Uint8Array<ArrayBuffer>> => {
  const challenge = new Uint8Array(randomBytes(challengeBytes))
  const expiresAt = new Date(now.getTime() + challengeMinutes * 60_000)
  await db
    .insertInto('webauthn_challenge')
    .values({ challenge, purpose, person_id: personId, expires_at: expiresAt })
    .execute()
  return challenge
}

/** The challenge that a browser's answer speaks of; null where the answer cannot be read. */
export const challengeIn = (clientDataJson: string): Uint8Array | null => {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8'))
    if (typeof data !== 'object' || data === null || !('challenge' in data) || typeof data.challenge !== 'string') return null
    const challenge = new Uint8Array(Buffer.from(data.challenge, 'base64url'))
    return challenge.length === challengeBytes ? challenge : null
  } catch {
    // Whatever is no JSON answers no challenge of ours.
    return null
  }
}

/** For whom a challenge is out; undefined when it is not. */
export const findChallenge = (db: IdentityDatabase, { challenge, purpose, now }: { challenge: Uint8Array; purpose: Purpose; now: Date }) =>
  db
    .selectFrom('webauthn_challenge')
    .select('person_id')
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Uses a challenge up; false when another answer came first. */
export const takeChallenge = async (db: IdentityTransaction, challenge: Uint8Array): Promise<boolean> => {
  const taken = await db
    .deleteFrom('webauthn_challenge')
    .where('challenge', '=', challenge)
    .returning('challenge')
    .executeTakeFirst()
  return taken !== undefined
}
