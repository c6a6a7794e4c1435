import { z } from 'zod'
import { codeNotAccepted, currentPasswordWrong, totpNotEnabled } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { forgetFailures } from '../sign-in/failures.ts'
import { typedPassword } from '../sign-in/login-name.ts'
import { checkOwnPassword, isStillPassword, refuseProof, takeOwnTurn } from '../sign-in/prove-again.ts'
import { signedIn } from '../signed-in.ts'
import { takeCode } from './take-code.ts'
import { typedCode } from './typed-code.ts'

export const disableTotp = defineOperation({
  name: 'identity.disable-totp',
  summary: { zh: '停用动态验证码', en: 'Switch off one-time codes' },
  effect: 'change',
  permission: 'signed-in',
  records: ['totp.disabled', 'session.ended', 'person.check-failed'],
  input: z.strictObject({ password: typedPassword, code: typedCode }),
  output: z.object({}),
  bodyLimit: 4096,
  prepare: (tools, { password }) => checkOwnPassword(tools, password),
  run: async (ctx, { code }, proof) => {
    const person = signedIn(ctx.actor)
    const enabled = await ctx.db
      .selectFrom('totp')
      .select('person_id')
      .where('person_id', '=', person.id)
      .where('enabled_at', 'is not', null)
      .executeTakeFirst()
    if (enabled === undefined) throw totpNotEnabled()
    const keys = await takeOwnTurn(ctx, proof.loginName)
    if (!(await isStillPassword(ctx, proof))) {
      return refuseProof(ctx, keys, { factor: 'password', problem: currentPasswordWrong() })
    }
    if (!(await takeCode(ctx, { personId: person.id, code, state: 'enabled' }))) {
      return refuseProof(ctx, keys, { factor: 'totp', problem: codeNotAccepted() })
    }
    await forgetFailures(ctx.db, keys)
    await ctx.db.deleteFrom('totp').where('person_id', '=', person.id).execute()
    ctx.record({ type: 'totp.disabled', subject: { kind: 'person', id: person.id } })
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'totp-changed' })
    return {}
  },
})
