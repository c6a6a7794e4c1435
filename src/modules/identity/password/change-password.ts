import { z } from 'zod'
import { companyOf } from '../company.ts'
import { currentPasswordWrong } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { typedPassword } from '../sign-in/login-name.ts'
import { checkOwnPassword, isStillPassword } from '../proof/check-own-password.ts'
import { refuseProof, takeOwnTurn } from '../proof/own-turn.ts'
import { forgetFailures } from '../sign-in/failures.ts'
import { signedIn } from '../signed-in.ts'
import { keepPassword } from './keep-password.ts'
import { hashPassword } from './password-hash.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'

export const changePassword = defineOperation({
  name: 'identity.change-password',
  summary: { zh: '修改自己的密码', en: 'Change your own password' },
  effect: 'change',
  permission: 'any-session',
  records: ['password.changed', 'session.ended', 'person.check-failed'],
  input: z.strictObject({ current: typedPassword, next: typedPassword }),
  output: z.object({}),
  bodyLimit: 4096,
  prepare: async (tools, { current, next }) => {
    const proof = await checkOwnPassword(tools, current)
    // Judged only for whoever knows the current one: the reasons would tell others whether it equals the new one.
    if (!proof.matches) return { proof, nextHash: null }
    const { name: company } = await companyOf(tools.db)
    const owner = { personId: signedIn(tools.actor).id, current }
    await refuseWeakPassword(tools, { password: next, loginName: proof.loginName, company }, owner)
    return { proof, nextHash: await hashPassword(tools.secrets.passwordPepper, next) }
  },
  run: async (ctx, _input, { proof, nextHash }) => {
    const person = signedIn(ctx.actor)
    const keys = await takeOwnTurn(ctx, proof.loginName)
    if (nextHash === null || !(await isStillPassword(ctx, proof))) {
      return refuseProof(ctx, keys, { factor: 'password', problem: currentPasswordWrong() })
    }
    await forgetFailures(ctx.db, keys)
    await keepPassword(ctx, { personId: person.id, hash: nextHash, replaces: proof.hash })
    ctx.record({ type: 'password.changed', subject: { kind: 'person', id: person.id } })
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'password-changed' })
    return {}
  },
})
