import { randomToken } from '../../../kernel/secrets/random-token.ts'
import type { IdentityContext } from '../scope.ts'
import { digestOf } from '../sessions/token.ts'

const invitationHours = 72

/**
 * Makes an invitation, which replaces the one before.
 * @returns the token: shown once to whoever invites, who hands it to the person
 */
export const issueInvitation = async (ctx: IdentityContext, personId: string): Promise<string> => {
  const token = randomToken()
  const fresh = {
    token_digest: digestOf(ctx.secrets.session, token),
    expires_at: new Date(ctx.now.getTime() + invitationHours * 3_600_000),
  }
  await ctx.db
    .insertInto('invitation')
    .values({ person_id: personId, ...fresh })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(fresh))
    .execute()
  return token
}
