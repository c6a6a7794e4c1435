import { z } from 'zod'
import { enforceFactorChange, factorNotThere } from '../factors/enrolled.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { signedIn } from '../signed-in.ts'

export const removePasskey = defineOperation({
  name: 'identity.remove-passkey',
  summary: { zh: '移除自己的通行密钥', en: 'Remove one of your own passkeys' },
  effect: 'change',
  permission: 'any-session',
  fresh: true,
  records: ['passkey.removed', 'session.ended'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const person = signedIn(ctx.actor)
    await enforceFactorChange(ctx, { factor: 'passkey', change: 'remove' })
    const removed = await ctx.db
      .updateTable('passkey')
      .set({ ended_at: ctx.now, ended_because: 'removed' })
      .where('id', '=', id)
      .where('person_id', '=', person.id)
      .where('ended_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (removed === undefined) throw factorNotThere()
    ctx.record({ type: 'passkey.removed', subject: { kind: 'person', id: person.id }, detail: { passkey: id } })
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'factors-changed' })
    return {}
  },
})
