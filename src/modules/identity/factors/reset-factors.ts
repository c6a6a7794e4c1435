import { z } from 'zod'
import { defineGate, enforce } from '../../../kernel/gate.ts'
import { mandatoryReason } from '../fields.ts'
import { lockPerson } from '../people/posts-of.ts'
import { noFactorToReset } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { actingPerson } from '../signed-in.ts'
import { enrolledOf } from './enrolled.ts'
import { hasSecondFactor } from './factor.ts'

const resetGate = defineGate<{ actorId: string | null; personId: string }>([
  {
    code: 'factors.reset-own',
    otherwise: 'deny',
    sentence: {
      zh: '不能重置自己的验证方式，请在“我的账号”中逐项变更。',
      en: 'Nobody resets their own factors; change them one by one on your account page.',
    },
    holds: ({ actorId, personId }) => actorId !== personId,
  },
])

export const resetFactors = defineOperation({
  name: 'identity.reset-factors',
  summary: {
    zh: '为丢失手机或密钥的人员清除全部第二重验证',
    en: 'Remove every second factor of a person who lost their phone or key',
  },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['factors.reset', 'session.ended'],
  input: z.strictObject({ id: z.uuid(), reason: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    await lockPerson(ctx.db, id)
    enforce(resetGate({ actorId: actingPerson(ctx.actor), personId: id }))
    const enrolled = await enrolledOf(ctx.db, id)
    if (!hasSecondFactor(enrolled)) throw noFactorToReset()
    await ctx.db.deleteFrom('totp').where('person_id', '=', id).execute()
    await ctx.db.deleteFrom('sms_code').where('person_id', '=', id).execute()
    await ctx.db.deleteFrom('phone').where('person_id', '=', id).execute()
    await ctx.db.deleteFrom('recovery_code').where('person_id', '=', id).execute()
    await ctx.db
      .updateTable('passkey')
      .set({ ended_at: ctx.now, ended_because: 'reset' })
      .where('person_id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
    ctx.record({
      type: 'factors.reset',
      subject: { kind: 'person', id },
      detail: { reason, passkeys: enrolled.passkeys, totp: enrolled.totp, sms: enrolled.phoneEnding !== null },
    })
    await endSessions(ctx, { personId: id, reason: 'factors-changed' })
    await ctx.notify(id, {
      kind: 'factors.reset',
      sentence: {
        zh: '安全管理员清除了您的第二重验证，请重新设置。如非您本人要求，请立即报告。',
        en: 'An administrator removed your second factors; set them up again. If you did not ask for it, report it.',
      },
      link: '/me',
    })
    return {}
  },
})
