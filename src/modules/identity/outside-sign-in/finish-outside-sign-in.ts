import { Problem } from '../../../kernel/errors.ts'
import { noCounts } from '../risk/history.ts'
import { preparePopulation } from '../risk/judge-sign-in.ts'
import { defineOperation, type IdentityContext } from '../scope.ts'
import { afterFirstFactor, nextStep } from '../sign-in/after-first-factor.ts'
import { countFailure, failureKeys, type FailureKeys, takeTurn } from '../sign-in/failures.ts'
import { takeRequest } from './authorization-request.ts'
import { exchangeReturned, returnedInput } from './exchange-returned.ts'
import { identityInLedger, personOfIdentity } from './outside-identity.ts'
import { identityNotKnown, notStartedHere } from './problems.ts'
import { keptSubject, problemOfFailure } from './way.ts'

export const finishOutsideSignIn = defineOperation({
  name: 'identity.finish-outside-sign-in',
  summary: { zh: '完成第三方登录的第一步，接着是第二重验证', en: 'Take what a provider said of who signs in, and go on to the second factor' },
  effect: 'change',
  permission: 'anyone',
  records: ['person.signed-in', 'person.outside-accepted', 'person.sign-in-failed', 'sign-in.unusual'],
  input: returnedInput,
  output: nextStep,
  bodyLimit: 16 * 1024,
  prepare: async (tools, input) => {
    const exchanged = await exchangeReturned(tools, input, null)
    const known = exchanged.kind === 'answered' && exchanged.answer.kind === 'person'
    return { exchanged, population: known ? await preparePopulation(tools) : noCounts() }
  },
  run: async (ctx, { provider }, { exchanged, population }) => {
    const unknown = { kind: 'sign-in', id: 'unknown' }
    if (exchanged.kind === 'strange') {
      // Left where it is: whoever began it in the other browser may still finish it there.
      ctx.record({ type: 'person.sign-in-failed', subject: unknown, detail: { provider, reason: exchanged.why } })
      return ctx.refuse(notStartedHere())
    }
    const { state, way, answer } = exchanged
    // From here on it is used up, whatever comes of it.
    if (!(await takeRequest(ctx, state))) throw notStartedHere()
    if (answer.kind !== 'person') {
      ctx.record({ type: 'person.sign-in-failed', subject: unknown, detail: { provider, reason: answer.why } })
      return ctx.refuse(problemOfFailure(way, answer))
    }
    const subject = keptSubject(way, answer.person.subject)
    const detail = identityInLedger(ctx.secrets.session, provider, subject)
    const linked = await personOfIdentity(ctx.db, { provider, subject }).executeTakeFirst()
    if (linked === undefined) {
      // Nobody guesses here, so nothing is counted: a whole office may try on the first day, behind one address.
      ctx.record({ type: 'person.sign-in-failed', subject: unknown, detail: { ...detail, reason: 'not-linked' } })
      return ctx.refuse(identityNotKnown({ ...way.title }))
    }
    const keys = failureKeys(ctx.secrets.session, { loginName: linked.loginName, ip: ctx.origin.ip })
    await takeTurnOrRefuse(ctx, keys)
    // Unlinked, suspended or gone meanwhile.
    const person = await personOfIdentity(ctx.db, { provider, subject }).forUpdate('person').executeTakeFirst()
    if (person?.state !== 'active') {
      const delaySeconds = await countFailure(ctx.db, keys, ctx.now)
      const reason = person?.state ?? 'not-linked'
      ctx.record({
        type: 'person.sign-in-failed',
        subject: { kind: 'person', id: linked.id },
        detail: { ...detail, reason, delaySeconds },
      })
      return ctx.refuse(identityNotKnown({ ...way.title }))
    }
    ctx.record({ type: 'person.outside-accepted', subject: { kind: 'person', id: person.id }, detail })
    return afterFirstFactor(ctx, { person, keys, population, provider })
  },
})

/** A name that has to wait waits here as well; the state stays used. */
const takeTurnOrRefuse = (ctx: IdentityContext, keys: FailureKeys): Promise<void> =>
  takeTurn(ctx.db, keys, ctx.now).catch((error: unknown) => {
    throw error instanceof Problem ? ctx.refuse(error) : error
  })
