import type { Problem } from '../../../kernel/errors.ts'
import type { IdentityDatabase } from '../database.ts'
import type { IdentityContext } from '../scope.ts'
import { countFailure, failureKeys, type FailureKeys, takeTurn } from '../sign-in/failures.ts'
import { signedIn } from '../signed-in.ts'

/** The name under which the failures of a person are counted. */
export const loginNameOf = async (db: IdentityDatabase, personId: string): Promise<string> => {
  const { login_name: loginName } = await db
    .selectFrom('person')
    .select('login_name')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  return loginName
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

/** Counts and records that a signed-in person failed to prove who they are, and answers with the problem. */
export const refuseProof = async (
  ctx: IdentityContext,
  keys: FailureKeys,
  { factor, problem }: { factor: string; problem: Problem },
): Promise<never> => {
  const delaySeconds = await countFailure(ctx.db, keys, ctx.now)
  const { id } = signedIn(ctx.actor)
  ctx.record({ type: 'person.check-failed', subject: { kind: 'person', id }, detail: { factor, delaySeconds } })
  return ctx.refuse(problem)
}
