import { createHmac, type KeyObject, randomBytes } from 'node:crypto'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'
import { digestOf } from '../sessions/token.ts'
import type { SignInProvider } from './provider.ts'

/** Time to sign in at the provider; a QR code waits for a phone. */
const requestMinutes = 10

type Tools<Database> = { db: Database; secrets: Pick<Secrets, 'session'>; now: Date }

/** 256 random bits as digits and letters: WeCom takes no other signs. */
export const newState = (): string => randomBytes(32).toString('hex')

/**
 * Nonce and PKCE verifier of a state. Derived by key, so that nothing has to be kept that could be stolen: whoever sees
 * the state in an address cannot tell them, and whoever reads the database has neither.
 */
export const secretsOfState = (key: KeyObject, state: string): { state: string; nonce: string; verifier: string } => {
  const derived = (purpose: string): string =>
    createHmac('sha256', key).update(`authorization-request|${purpose}|${state}`, 'ascii').digest('base64url')
  return { state, nonce: derived('nonce'), verifier: derived('verifier') }
}

/** Keeps what a state was given out for: provider, browser, and whose identity is to be linked, if any. */
export const keepRequest = async (
  { db, secrets, now }: Tools<IdentityTransaction>,
  { state, provider, personId, deviceToken }: { state: string; provider: SignInProvider; personId: string | null; deviceToken: string },
): Promise<void> => {
  await db
    .insertInto('authorization_request')
    .values({
      state_digest: digestOf(secrets.session, state),
      provider,
      person_id: personId,
      device_digest: digestOf(secrets.session, deviceToken),
      expires_at: new Date(now.getTime() + requestMinutes * 60_000),
    })
    .execute()
}

/** What a state was given out for; undefined when it was not, was used or has run out. Found by its keyed digest: time tells nothing. */
export const findRequest = ({ db, secrets, now }: Tools<IdentityDatabase>, state: string) =>
  db
    .selectFrom('authorization_request')
    .select(['provider', 'person_id as personId', 'device_digest as deviceDigest'])
    .where('state_digest', '=', digestOf(secrets.session, state))
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Uses a state up; false when somebody was first, or it has run out meanwhile. */
export const takeRequest = async ({ db, secrets, now }: Tools<IdentityTransaction>, state: string): Promise<boolean> => {
  const taken = await db
    .deleteFrom('authorization_request')
    .where('state_digest', '=', digestOf(secrets.session, state))
    .where('expires_at', '>', now)
    .returning('provider')
    .executeTakeFirst()
  return taken !== undefined
}
