import { z } from 'zod'
import { randomToken } from '../../../kernel/secrets/random-token.ts'
import { verifyPassword } from '../password/password-hash.ts'
import { wrongCredentials } from '../problems.ts'
import { defineOperation, type IdentityContext } from '../scope.ts'
import { openSession } from '../sessions/open-session.ts'
import { digestOf } from '../sessions/token.ts'
import {
  countFailure,
  failureKeys,
  type FailureKeys,
  forgetFailures,
  refuseWhileDelayed,
  takeTurn,
} from './failures.ts'
import { typedLoginName, typedPassword } from './login-name.ts'

/** Time for the second factor. */
const ticketMinutes = 5

export const signIn = defineOperation({
  name: 'identity.sign-in',
  summary: { zh: '登录', en: 'Sign in' },
  effect: 'change',
  permission: 'anyone',
  records: ['person.signed-in', 'person.password-accepted', 'person.sign-in-failed'],
  input: z.strictObject({ loginName: typedLoginName, password: typedPassword }),
  output: z.discriminatedUnion('next', [
    z.object({ next: z.literal('done') }),
    z.object({ next: z.literal('totp'), ticket: z.string() }),
  ]),
  bodyLimit: 4096,
  prepare: async ({ db, now, origin, secrets }, { loginName, password }) => {
    await refuseWhileDelayed(db, failureKeys(secrets.session, { loginName, ip: origin.ip }), now)
    const person = await db
      .selectFrom('person')
      .innerJoin('password', 'password.person_id', 'person.id')
      .select('password.hash')
      .where('person.login_name', '=', loginName)
      .executeTakeFirst()
    const hash = person?.hash ?? null
    return { hash, matches: await verifyPassword(secrets.passwordPepper, password, hash) }
  },
  run: async (ctx, { loginName }, { hash, matches }) => {
    const keys = failureKeys(ctx.secrets.session, { loginName, ip: ctx.origin.ip })
    await takeTurn(ctx.db, keys, ctx.now)
    const person = await ctx.db
      .selectFrom('person')
      .innerJoin('password', 'password.person_id', 'person.id')
      .leftJoin('totp', (join) => join.onRef('totp.person_id', '=', 'person.id').on('totp.enabled_at', 'is not', null))
      .select(['person.id', 'person.state', 'password.hash', 'totp.enabled_at'])
      .where('person.login_name', '=', loginName)
      .forUpdate('person')
      .executeTakeFirst()
    // The password may have been changed while the old one was being checked.
    const right = matches && person !== undefined && person.hash === hash
    if (!right) return refuseSignIn(ctx, keys, { personId: person?.id, reason: 'password' })
    if (person.state !== 'active') return refuseSignIn(ctx, keys, { personId: person.id, reason: person.state })
    if (person.enabled_at !== null) return { next: 'totp' as const, ticket: await askForCode(ctx, person.id) }
    await forgetFailures(ctx.db, keys)
    await openSession(ctx, { id: person.id, assurance: 'password' })
    return { next: 'done' as const }
  },
})

/** Counts and records the failure, and gives the one answer that every failure gets. */
const refuseSignIn = async (
  ctx: IdentityContext,
  keys: FailureKeys,
  { personId, reason }: { personId: string | undefined; reason: string },
): Promise<never> => {
  const delaySeconds = await countFailure(ctx.db, keys, ctx.now)
  ctx.record({
    type: 'person.sign-in-failed',
    subject: personId === undefined ? { kind: 'sign-in', id: 'unknown' } : { kind: 'person', id: personId },
    detail: personId === undefined ? { delaySeconds } : { reason, delaySeconds },
  })
  return ctx.refuse(wrongCredentials())
}

/** The password was right; what is still missing is tied to a ticket that says nothing to anybody else. */
const askForCode = async (ctx: IdentityContext, personId: string): Promise<string> => {
  const ticket = randomToken()
  await ctx.db
    .insertInto('sign_in_ticket')
    .values({
      token_digest: digestOf(ctx.secrets.session, ticket),
      person_id: personId,
      expires_at: new Date(ctx.now.getTime() + ticketMinutes * 60_000),
      failures: 0,
    })
    .execute()
  ctx.record({ type: 'person.password-accepted', subject: { kind: 'person', id: personId } })
  return ticket
}
