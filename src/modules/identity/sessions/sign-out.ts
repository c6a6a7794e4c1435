import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { endSessions } from './end-sessions.ts'

export const signOut = defineOperation({
  name: 'identity.sign-out',
  summary: { zh: '退出登录', en: 'Sign out' },
  effect: 'change',
  permission: 'any-session',
  records: ['session.ended'],
  input: z.strictObject({}),
  output: z.object({}),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    const ended = await endSessions(ctx, { personId: person.id, only: person.sessionId, reason: 'signed-out' })
    // A session that was ended between authentication and now is signed out as well.
    if (ended.length === 0) {
      const detail = { sessions: [], reason: 'signed-out' }
      ctx.record({ type: 'session.ended', subject: { kind: 'person', id: person.id }, detail })
    }
    ctx.session.end()
    return {}
  },
})
