import { z } from 'zod'
import { enforceFactorChange, factorNotThere } from '../factors/enrolled.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { signedIn } from '../signed-in.ts'

export const removePhone = defineOperation({
  name: 'identity.remove-phone',
  summary: { zh: '解绑接收短信验证码的手机号', en: 'Remove the mobile number for codes by SMS' },
  effect: 'change',
  permission: 'any-session',
  fresh: true,
  records: ['phone.removed', 'session.ended'],
  input: z.strictObject({}),
  output: z.object({}),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    const enrolled = await enforceFactorChange(ctx, { factor: 'sms', change: 'remove' })
    if (enrolled.phoneEnding === null) throw factorNotThere()
    await ctx.db.deleteFrom('sms_code').where('person_id', '=', person.id).execute()
    await ctx.db.deleteFrom('phone').where('person_id', '=', person.id).execute()
    ctx.record({ type: 'phone.removed', subject: { kind: 'person', id: person.id } })
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'factors-changed' })
    return {}
  },
})
