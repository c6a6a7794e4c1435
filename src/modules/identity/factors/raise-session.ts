import type { Assurance } from '../../../kernel/actor.ts'
import { randomToken } from '../../../kernel/secrets/random-token.ts'
import type { IdentityContext } from '../scope.ts'
import { digestOf } from '../sessions/token.ts'
import { signedIn } from '../signed-in.ts'
import { strongerOf } from './factor.ts'

/**
 * Notes in the caller's session that a factor was proven just now; what was proven before stays. Its token is replaced:
 * one that somebody held from before is worth nothing more afterwards (OWASP ASVS 5.0, 7.2.4).
 */
export const raiseSession = async (ctx: IdentityContext, proven: Assurance): Promise<void> => {
  const { sessionId, assurance } = signedIn(ctx.actor)
  const token = randomToken()
  const raised = await ctx.db
    .updateTable('session')
    .set((eb) => ({
      assurance: strongerOf(assurance, proven),
      proven_at: ctx.now,
      token_digest: digestOf(ctx.secrets.session, token),
      previous_digest: eb.ref('token_digest'),
      rotated_at: ctx.now,
      token_arrived: false,
    }))
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('expires_at')
    .executeTakeFirst()
  // A person who acts without a session has none to raise.
  if (raised !== undefined) ctx.session.grant(token, raised.expires_at)
}
