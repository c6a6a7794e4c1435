import { newId } from '../../../kernel/id.ts'
import { randomToken } from '../../../kernel/secrets/random-token.ts'
import { companyOf } from '../company.ts'
import type { IdentityContext } from '../scope.ts'
import type { Assurance } from '../tables.ts'
import { absoluteEnd } from './session-life.ts'
import { digestOf } from './token.ts'

/**
 * Begins a session of a person who has proven who they are, records the sign-in and hands the token to the transport.
 * The token exists nowhere else.
 */
export const openSession = async (
  ctx: IdentityContext,
  person: { id: string; assurance: Assurance },
): Promise<void> => {
  const { sessionLimits } = await companyOf(ctx.db)
  const token = randomToken()
  const id = newId(ctx.now.getTime())
  const expiresAt = absoluteEnd(ctx.now, sessionLimits)
  await ctx.db
    .insertInto('session')
    .values({
      id,
      token_digest: digestOf(ctx.secrets.session, token),
      person_id: person.id,
      assurance: person.assurance,
      ip: ctx.origin.ip ?? null,
      device: ctx.origin.device?.slice(0, 300) ?? null,
      began_at: ctx.now,
      last_seen_at: ctx.now,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute()
  await ctx.db.updateTable('person').set({ last_sign_in_at: ctx.now }).where('id', '=', person.id).execute()
  ctx.record({
    type: 'person.signed-in',
    subject: { kind: 'person', id: person.id },
    detail: { session: id, assurance: person.assurance },
  })
  ctx.session.grant(token, expiresAt)
}
