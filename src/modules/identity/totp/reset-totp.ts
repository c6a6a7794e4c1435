import { z } from 'zod'
import { enforce, defineGate } from '../../../kernel/gate.ts'
import { mandatoryReason } from '../fields.ts'
import { lockPerson } from '../people/posts-of.ts'
import { totpNotEnabled } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { actingPerson } from '../signed-in.ts'

const resetGate = defineGate<{ actorId: string | null; personId: string }>([
  {
    code: 'totp.reset-own',
    otherwise: 'deny',
    sentence: {
      zh: '不能重置自己的动态验证码，请用密码和验证码自行停用。',
      en: 'Nobody resets their own one-time codes; switch them off with password and code.',
    },
    holds: ({ actorId, personId }) => actorId !== personId,
  },
])

export const resetTotp = defineOperation({
  name: 'identity.reset-totp',
  summary: { zh: '为丢失手机的人员重置动态验证码', en: 'Reset the one-time codes of a person who lost their phone' },
  effect: 'change',
  permission: 'identity.manage-people',
  records: ['totp.reset', 'session.ended'],
  input: z.strictObject({ id: z.uuid(), reason: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    await lockPerson(ctx.db, id)
    enforce(resetGate({ actorId: actingPerson(ctx.actor), personId: id }))
    const removed = await ctx.db
      .deleteFrom('totp')
      .where('person_id', '=', id)
      .returning('enabled_at')
      .executeTakeFirst()
    if (removed === undefined || removed.enabled_at === null) throw totpNotEnabled()
    ctx.record({ type: 'totp.reset', subject: { kind: 'person', id }, detail: { reason } })
    await endSessions(ctx, { personId: id, reason: 'totp-changed' })
    await ctx.notify(id, {
      kind: 'totp.reset',
      sentence: {
        zh: '安全管理员重置了您的动态验证码，请重新绑定。如非您本人要求，请立即报告。',
        en: 'An administrator reset your one-time codes; set them up again. If you did not ask for it, report it.',
      },
      link: '/me',
    })
    return {}
  },
})
