import { z } from 'zod'
import { passkeyCloned, passkeyNotKnown } from '../problems.ts'
import { assertionAnswer } from '../passkeys/browser-answer.ts'
import { checkAssertion, takeAssertion } from '../passkeys/check-assertion.ts'
import { judgeSignIn, preparePopulation } from '../risk/judge-sign-in.ts'
import { noteSignIn } from '../risk/sign-in-store.ts'
import { tellOfSignIn } from '../risk/tell-of-sign-in.ts'
import { loginNameOf } from '../proof/own-turn.ts'
import { defineOperation } from '../scope.ts'
import { openSession } from '../sessions/open-session.ts'
import { countFailure, failureKeys, forgetFailures, takeTurn } from './failures.ts'

export const signInByPasskey = defineOperation({
  name: 'identity.sign-in-by-passkey',
  summary: { zh: '用通行密钥登录，无需密码', en: 'Sign in with a passkey, without a password' },
  effect: 'change',
  permission: 'anyone',
  records: ['person.signed-in', 'person.sign-in-failed', 'passkey.cloned', 'sign-in.unusual'],
  input: z.strictObject({ answer: assertionAnswer }),
  output: z.object({ next: z.literal('done') }),
  bodyLimit: 32 * 1024,
  prepare: async (tools, { answer }) => ({
    checked: await checkAssertion(tools, answer),
    population: await preparePopulation(tools),
  }),
  run: async (ctx, _input, { checked, population }) => {
    if (checked === null) {
      // A signature cannot be guessed, so nothing is counted: the limit of calls from one network is enough.
      ctx.record({ type: 'person.sign-in-failed', subject: { kind: 'sign-in', id: 'unknown' }, detail: { reason: 'passkey' } })
      return ctx.refuse(passkeyNotKnown())
    }
    const { personId } = checked
    const loginName = await loginNameOf(ctx.db, personId)
    const keys = failureKeys(ctx.secrets.session, { loginName, ip: ctx.origin.ip })
    await takeTurn(ctx.db, keys, ctx.now)
    const active = await ctx.db
      .selectFrom('person')
      .select(['id', 'name'])
      .where('id', '=', personId)
      .where('state', '=', 'active')
      .forUpdate()
      .executeTakeFirst()
    const taken =
      active === undefined ? { outcome: 'refused' as const } : await takeAssertion(ctx, { personId, checked })
    if (active === undefined || taken.outcome !== 'proven') {
      const delaySeconds = await countFailure(ctx.db, keys, ctx.now)
      const detail = { reason: 'passkey', delaySeconds }
      ctx.record({ type: 'person.sign-in-failed', subject: { kind: 'person', id: personId }, detail })
      return ctx.refuse(taken.outcome === 'cloned' ? passkeyCloned() : passkeyNotKnown())
    }
    // A passkey answers any risk; its person is told all the same.
    const { signIn, risk } = await judgeSignIn(ctx, { personId, keys, population })
    const signInId = await noteSignIn(ctx.db, { personId, signIn, risk })
    await tellOfSignIn(ctx, { personId, name: active.name, signInId, signIn, risk, refused: false })
    await forgetFailures(ctx.db, keys)
    await openSession(ctx, { id: personId, assurance: taken.assurance, signInId })
    return { next: 'done' as const }
  },
})
