import { z } from 'zod'
import { raiseSession } from '../factors/raise-session.ts'
import { codeNotAccepted } from '../problems.ts'
import { loginNameOf, refuseProof, takeOwnTurn } from '../proof/own-turn.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { forgetFailures } from '../sign-in/failures.ts'
import { signedIn } from '../signed-in.ts'
import { typedCode } from '../totp/typed-code.ts'
import { takeSmsCode } from './sms-code.ts'

export const finishPhone = defineOperation({
  name: 'identity.finish-phone',
  summary: { zh: '用收到的验证码完成绑定手机号', en: 'Finish setting up a mobile number with the code that was sent' },
  effect: 'change',
  permission: 'any-session',
  records: ['phone.enabled', 'session.ended', 'person.check-failed'],
  input: z.strictObject({ code: typedCode }),
  output: z.object({}),
  run: async (ctx, { code }) => {
    const person = signedIn(ctx.actor)
    const keys = await takeOwnTurn(ctx, await loginNameOf(ctx.db, person.id))
    if (!(await takeSmsCode(ctx, { personId: person.id, code, state: 'begun' }))) {
      return refuseProof(ctx, keys, { factor: 'sms', problem: codeNotAccepted() })
    }
    await forgetFailures(ctx.db, keys)
    await ctx.db.updateTable('phone').set({ enabled_at: ctx.now }).where('person_id', '=', person.id).execute()
    ctx.record({ type: 'phone.enabled', subject: { kind: 'person', id: person.id } })
    await raiseSession(ctx, 'sms')
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'factors-changed' })
    return {}
  },
})
