import { z } from 'zod'
import { enforceFactorChange, factorNotThere } from '../factors/enrolled.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { signedIn } from '../signed-in.ts'

export const disableTotp = defineOperation({
  name: 'identity.disable-totp',
  summary: { zh: '停用自己的动态验证码', en: 'Switch your one-time codes off' },
  effect: 'change',
  permission: 'any-session',
  fresh: true,
  records: ['totp.disabled', 'session.ended'],
  input: z.strictObject({}),
  output: z.object({}),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    const enrolled = await enforceFactorChange(ctx, { factor: 'totp', change: 'remove' })
    if (!enrolled.totp) throw factorNotThere()
    await ctx.db.deleteFrom('totp').where('person_id', '=', person.id).execute()
    ctx.record({ type: 'totp.disabled', subject: { kind: 'person', id: person.id } })
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'factors-changed' })
    return {}
  },
})
