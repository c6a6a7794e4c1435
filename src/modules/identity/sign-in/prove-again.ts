import type { Problem } from '../../../kernel/errors.ts'
import type { Preparation } from '../../../kernel/operation.ts'
import { verifyPassword } from '../password/password-hash.ts'
import type { IdentityContext, IdentityPorts } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import type { IdentityTables } from '../tables.ts'
import { countFailure, failureKeys, type FailureKeys, refuseWhileDelayed, takeTurn } from './failures.ts'

/** What was found out about a password outside the transaction. */
export type PasswordProof = { loginName: string; hash: string | null; matches: boolean }

/**
 * Checks the password of the signed-in person, for operations that want it again. Slow, so it belongs in `prepare`.
 * @throws Problem `sign-in.too-many-failures`
 */
export const checkOwnPassword = async (
  { db, actor, now, origin, secrets }: Preparation<IdentityTables, IdentityPorts>,
  password: string,
): Promise<PasswordProof> => {
  const person = await db
    .selectFrom('person')
    .leftJoin('password', 'password.person_id', 'person.id')
    .select(['person.login_name', 'password.hash'])
    .where('person.id', '=', signedIn(actor).id)
    .executeTakeFirstOrThrow()
  await refuseWhileDelayed(db, failureKeys(secrets.session, { loginName: person.login_name, ip: origin.ip }), now)
  const matches = await verifyPassword(secrets.passwordPepper, password, person.hash)
  return { loginName: person.login_name, hash: person.hash, matches }
}

/**
 * Takes the turn of an attempt to prove oneself again: with a stolen session one guesses no faster than at the door.
 * @returns the keys to count a failure against
 */
export const takeOwnTurn = async (ctx: IdentityContext, loginName: string): Promise<FailureKeys> => {
  const keys = failureKeys(ctx.secrets.session, { loginName, ip: ctx.origin.ip })
  await takeTurn(ctx.db, keys, ctx.now)
  return keys
}

/** Whether the password that was proven is still the one in use. */
export const isStillPassword = async (ctx: IdentityContext, { hash, matches }: PasswordProof): Promise<boolean> => {
  const row = await ctx.db
    .selectFrom('password')
    .select('hash')
    .where('person_id', '=', signedIn(ctx.actor).id)
    .forUpdate()
    .executeTakeFirst()
  return matches && row !== undefined && row.hash === hash
}

/** Counts and records that a signed-in person failed to prove who they are, and answers with the problem. */
export const refuseProof = async (
  ctx: IdentityContext,
  keys: FailureKeys,
  { factor, problem }: { factor: 'password' | 'totp'; problem: Problem },
): Promise<never> => {
  const delaySeconds = await countFailure(ctx.db, keys, ctx.now)
  const { id } = signedIn(ctx.actor)
  ctx.record({ type: 'person.check-failed', subject: { kind: 'person', id }, detail: { factor, delaySeconds } })
  return ctx.refuse(problem)
}
