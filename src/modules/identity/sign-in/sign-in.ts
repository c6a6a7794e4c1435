import { z } from 'zod'
import { verifyPassword } from '../password/password-hash.ts'
import { wrongCredentials } from '../problems.ts'
import { noCounts } from '../risk/history.ts'
import { preparePopulation } from '../risk/judge-sign-in.ts'
import { defineOperation, type IdentityContext } from '../scope.ts'
import { afterFirstFactor, nextStep } from './after-first-factor.ts'
import { countFailure, failureKeys, type FailureKeys, refuseWhileDelayed, takeTurn } from './failures.ts'
import { typedLoginName, typedPassword } from './login-name.ts'

export const signIn = defineOperation({
  name: 'identity.sign-in',
  summary: { zh: '登录', en: 'Sign in' },
  effect: 'change',
  permission: 'anyone',
  records: ['person.signed-in', 'person.password-accepted', 'person.sign-in-failed', 'sign-in.unusual'],
  input: z.strictObject({ loginName: typedLoginName, password: typedPassword }),
  output: nextStep,
  bodyLimit: 4096,
  prepare: async (tools, { loginName, password }) => {
    const { db, now, origin, secrets } = tools
    await refuseWhileDelayed(db, failureKeys(secrets.session, { loginName, ip: origin.ip }), now)
    const person = await db
      .selectFrom('person')
      .innerJoin('password', 'password.person_id', 'person.id')
      .select('password.hash')
      .where('person.login_name', '=', loginName)
      .executeTakeFirst()
    const hash = person?.hash ?? null
    const matches = await verifyPassword(secrets.passwordPepper, password, hash)
    return { hash, matches, population: matches ? await preparePopulation(tools) : noCounts() }
  },
  run: async (ctx, { loginName }, { hash, matches, population }) => {
    const keys = failureKeys(ctx.secrets.session, { loginName, ip: ctx.origin.ip })
    await takeTurn(ctx.db, keys, ctx.now)
    const person = await ctx.db
      .selectFrom('person')
      .innerJoin('password', 'password.person_id', 'person.id')
      .select(['person.id', 'person.name', 'person.state', 'password.hash'])
      .where('person.login_name', '=', loginName)
      .forUpdate('person')
      .executeTakeFirst()
    // The password may have been changed while the old one was being checked.
    const right = matches && person !== undefined && person.hash === hash
    if (!right) return refuseSignIn(ctx, keys, { personId: person?.id, reason: 'password' })
    if (person.state !== 'active') return refuseSignIn(ctx, keys, { personId: person.id, reason: person.state })

    return afterFirstFactor(ctx, { person, keys, population, provider: null })
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
