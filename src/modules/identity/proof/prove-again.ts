import { z } from 'zod'
import { enrolledOf } from '../factors/enrolled.ts'
import { provingFactors } from '../factors/factor.ts'
import { raiseSession } from '../factors/raise-session.ts'
import { passkeyCloned, proofNotAccepted, proofTooWeak } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { failureKeys, forgetFailures, refuseWhileDelayed } from '../sign-in/failures.ts'
import { signedIn } from '../signed-in.ts'
import { checkProof, takeProof } from './check-proof.ts'
import { loginNameOf, refuseProof, takeOwnTurn } from './own-turn.ts'
import { anyProof } from './proof-input.ts'

export const proveAgain = defineOperation({
  name: 'identity.prove-again',
  summary: { zh: '再次验证身份，以便进行敏感操作', en: 'Prove who you are once more, before a sensitive operation' },
  effect: 'change',
  permission: 'any-session',
  records: ['person.proved-again', 'person.check-failed', 'passkey.cloned'],
  input: z.strictObject({ proof: anyProof }),
  output: z.object({}),
  bodyLimit: 32 * 1024,
  prepare: async (tools, { proof }) => {
    const person = signedIn(tools.actor)
    const loginName = await loginNameOf(tools.db, person.id)
    const keys = failureKeys(tools.secrets.session, { loginName, ip: tools.origin.ip })
    await refuseWhileDelayed(tools.db, keys, tools.now)
    return { loginName, checked: await checkProof(tools, person.id, proof) }
  },
  run: async (ctx, _input, { loginName, checked }) => {
    const person = signedIn(ctx.actor)
    const keys = await takeOwnTurn(ctx, loginName)
    const enrolled = await enrolledOf(ctx.db, person.id)
    // A proven passkey raises any session: it is never too weak.
    const allowed: readonly string[] = ['passkey', ...provingFactors(person.assurance, enrolled)]
    if (!allowed.includes(checked.factor)) throw proofTooWeak()
    const taken = await takeProof(ctx, person.id, checked)
    if (taken.outcome !== 'proven') {
      const problem = taken.outcome === 'cloned' ? passkeyCloned() : proofNotAccepted()
      return refuseProof(ctx, keys, { factor: checked.factor, problem })
    }
    await forgetFailures(ctx.db, keys)
    await raiseSession(ctx, taken.assurance)
    ctx.record({
      type: 'person.proved-again',
      subject: { kind: 'person', id: person.id },
      detail: { assurance: taken.assurance },
    })
    return {}
  },
})
