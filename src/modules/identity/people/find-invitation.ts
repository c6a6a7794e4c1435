import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { IdentityDatabase } from '../database.ts'
import { invitationExpired } from '../problems.ts'
import { digestOf } from '../sessions/token.ts'

/**
 * The person whom a token invites.
 * @throws Problem `invitation.expired` for an unknown, used or expired token and for somebody suspended or gone meanwhile
 */
export const findInvited = async (
  { db, now, secrets }: { db: IdentityDatabase; now: Date; secrets: Secrets },
  token: string,
) => {
  const person = await db
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select(['person.id', 'person.name', 'person.login_name', 'person.state'])
    .where('invitation.token_digest', '=', digestOf(secrets.session, token))
    .where('invitation.expires_at', '>', now)
    .where('person.state', 'in', ['invited', 'active'])
    .executeTakeFirst()
  if (person === undefined) throw invitationExpired()
  return person
}
