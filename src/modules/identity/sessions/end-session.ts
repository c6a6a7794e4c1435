import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { endSessions } from './end-sessions.ts'

export const endSession = defineOperation({
  name: 'identity.end-session',
  summary: { zh: '结束自己的某个会话', en: 'End one of your own sessions' },
  effect: 'change',
  permission: 'any-session',
  records: ['session.ended'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const person = signedIn(ctx.actor)
    const ended = await endSessions(ctx, { personId: person.id, only: id, reason: 'ended-by-person' })
    if (ended.length === 0) throw notFound()
    if (id === person.sessionId) ctx.session.end()
    return {}
  },
})
