import { randomToken } from '../../../kernel/secrets/random-token.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase } from '../database.ts'
import { digestOf } from '../sessions/token.ts'

/** Hours; a later start makes a new one. */
const tokenHours = 72

/**
 * Makes the one-time token with which the first administrator sets the company up, as long as there is nobody. Two
 * servers that start at once each print one; the first that is used ends all.
 * @returns the token, to be printed as `<base>/set-up#<token>` and kept nowhere; null once there is a company
 */
export const createSetUpToken = async (
  db: AnyDatabase,
  { now, secrets }: { now: Date; secrets: Pick<Secrets, 'session'> },
): Promise<string | null> => {
  const identity = identityDatabase(db)
  const company = await identity.selectFrom('company').select('name').executeTakeFirst()
  if (company !== undefined) return null
  const token = randomToken()
  await identity
    .insertInto('set_up_token')
    .values({
      token_digest: digestOf(secrets.session, token),
      expires_at: new Date(now.getTime() + tokenHours * 3_600_000),
    })
    .execute()
  return token
}
