import { z } from 'zod'
import { passkeyCloned, passkeyDemanded, proofNotAccepted, signInElsewhere, signInExpired } from '../problems.ts'
import { checkProof, takeProof } from '../proof/check-proof.ts'
import { secondProof } from '../proof/proof-input.ts'
import { defineOperation } from '../scope.ts'
import { openSession } from '../sessions/open-session.ts'
import { tokenInput } from '../sessions/token.ts'
import { countFailure, failureKeys, forgetFailures, takeTurn } from './failures.ts'
import { countAgainst, findTicket, lockTicket } from './ticket.ts'

export const confirmSignIn = defineOperation({
  name: 'identity.confirm-sign-in',
  summary: { zh: '用第二重验证完成登录', en: 'Finish signing in with a second factor' },
  effect: 'change',
  permission: 'anyone',
  records: ['person.signed-in', 'person.sign-in-failed', 'passkey.cloned', 'recovery-code.used'],
  input: z.strictObject({ ticket: tokenInput, proof: secondProof }),
  output: z.object({ next: z.literal('done') }),
  bodyLimit: 32 * 1024,
  prepare: async (tools, { ticket, proof }) => {
    const person = await findTicket(tools, ticket)
    if (person === undefined) throw signInExpired()
    // Nothing is checked that a thief could learn from.
    if (person.elsewhere) return { person, checked: null }
    if (person.passkey_only && proof.factor !== 'passkey') throw passkeyDemanded()
    return { person, checked: await checkProof(tools, person.id, proof) }
  },
  run: async (ctx, { ticket }, { person, checked }) => {
    if (checked === null) {
      // Nothing is counted, and the ticket stays: whoever began may still finish there.
      ctx.record({ type: 'person.sign-in-failed', subject: { kind: 'person', id: person.id }, detail: { reason: 'elsewhere' } })
      return ctx.refuse(signInElsewhere())
    }
    // A wrong code counts against the name like a wrong password, or the password would be a licence to guess codes.
    const keys = failureKeys(ctx.secrets.session, { loginName: person.login_name, ip: ctx.origin.ip })
    await takeTurn(ctx.db, keys, ctx.now)
    if (!(await lockTicket(ctx, ticket))) throw signInExpired()
    const taken = await takeProof(ctx, person.id, checked)
    if (taken.outcome !== 'proven') {
      await countAgainst(ctx, ticket)
      const delaySeconds = await countFailure(ctx.db, keys, ctx.now)
      ctx.record({
        type: 'person.sign-in-failed',
        subject: { kind: 'person', id: person.id },
        detail: { reason: checked.factor, delaySeconds },
      })
      return ctx.refuse(taken.outcome === 'cloned' ? passkeyCloned() : proofNotAccepted())
    }
    await ctx.db.deleteFrom('sign_in_ticket').where('person_id', '=', person.id).execute()
    await forgetFailures(ctx.db, keys)
    const signInId = person.sign_in_id
    await openSession(ctx, { id: person.id, assurance: taken.assurance, ...(signInId === null ? {} : { signInId }) })
    return { next: 'done' as const }
  },
})
