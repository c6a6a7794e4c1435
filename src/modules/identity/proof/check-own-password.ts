import type { Preparation } from '../../../kernel/operation.ts'
import { verifyPassword } from '../password/password-hash.ts'
import type { IdentityContext, IdentityPorts } from '../scope.ts'
import { failureKeys, refuseWhileDelayed } from '../sign-in/failures.ts'
import { signedIn } from '../signed-in.ts'
import type { IdentityTables } from '../tables.ts'

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
