import { z } from 'zod'
import { companyOf } from '../company.ts'
import { enrolledOf } from '../factors/enrolled.ts'
import { offeredFactors, secondFactors } from '../factors/factor.ts'
import type { SignInProvider } from '../outside-sign-in/provider.ts'
import { signInUnusual } from '../problems.ts'
import type { Population } from '../risk/history.ts'
import { judgeSignIn } from '../risk/judge-sign-in.ts'
import { responseTo } from '../risk/risk-response.ts'
import { noteSignIn } from '../risk/sign-in-store.ts'
import { tellOfSignIn } from '../risk/tell-of-sign-in.ts'
import type { IdentityContext } from '../scope.ts'
import { openSession } from '../sessions/open-session.ts'
import { countFailure, type FailureKeys, forgetFailures } from './failures.ts'
import { giveTicket } from './ticket.ts'

/** What a sign-in goes on with: nothing more, or a second factor. */
export const nextStep = z.discriminatedUnion('next', [
  z.object({ next: z.literal('done') }),
  z.object({
    next: z.literal('proof'),
    ticket: z.string(),
    /** What the person may go on with, strongest first. */
    factors: z.array(z.enum(secondFactors)),
    phoneEnding: z.string().nullable(),
    /** Whether it is so unlike the person that a passkey alone is taken. */
    unusual: z.boolean(),
  }),
])

type Accepted = {
  person: { id: string; name: string }
  keys: FailureKeys
  population: Population
  /** Who said so, where it was not the password. */
  provider: SignInProvider | null
}

/**
 * Goes on once the first factor is right, the same for every first factor: judges the sign-in, tells of an unusual one,
 * asks for the second factor, lets in or refuses. Whoever calls has taken the turn and locked the person, who is active.
 */
export const afterFirstFactor = async (
  ctx: IdentityContext,
  { person, keys, population, provider }: Accepted,
): Promise<z.input<typeof nextStep>> => {
  const { signIn, risk, knownDevice } = await judgeSignIn(ctx, { personId: person.id, keys, population })
  const signInId = await noteSignIn(ctx.db, { personId: person.id, signIn, risk, provider })
  const enrolled = await enrolledOf(ctx.db, person.id)
  const { demands } = await companyOf(ctx.db)
  const offered = offeredFactors(enrolled).filter((factor) => factor !== 'sms' || ctx.ports.sendSms !== undefined)
  const response = responseTo({ level: risk.level, offered, demanded: demands.secondFactor, knownDevice })
  const refused = response.kind === 'refuse'
  await tellOfSignIn(ctx, { personId: person.id, name: person.name, signInId, signIn, risk, refused })
  switch (response.kind) {
    case 'refuse': {
      const detail = { reason: 'unusual', delaySeconds: await countFailure(ctx.db, keys, ctx.now) }
      ctx.record({ type: 'person.sign-in-failed', subject: { kind: 'person', id: person.id }, detail })
      return ctx.refuse(signInUnusual())
    }
    case 'ask': {
      const unusual = risk.level === 'high'
      const ticket = await giveTicket(ctx, { personId: person.id, signInId, passkeyOnly: unusual })
      if (provider === null) ctx.record({ type: 'person.password-accepted', subject: { kind: 'person', id: person.id } })
      return { next: 'proof', ticket, factors: [...response.factors], phoneEnding: enrolled.phoneEnding, unusual }
    }
    case 'open':
      await forgetFailures(ctx.db, keys)
      await openSession(ctx, { id: person.id, assurance: 'password', signInId })
      return { next: 'done' }
  }
}
