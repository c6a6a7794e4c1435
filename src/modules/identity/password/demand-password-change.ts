import { z } from 'zod'
import { mandatoryReason } from '../fields.ts'
import { lockPerson } from '../people/posts-of.ts'
import { personStateUnfit } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'

export const demandPasswordChange = defineOperation({
  name: 'identity.demand-password-change',
  summary: {
    zh: '怀疑密码泄露时，要求人员修改密码，并立即结束其全部会话',
    en: 'Demand that a person changes their password after a suspected leak, and end their sessions at once',
  },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['password.change-demanded', 'session.ended'],
  input: z.strictObject({ id: z.uuid(), reason: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    await lockPerson(ctx.db, id)
    const marked = await ctx.db
      .updateTable('password')
      .set({ must_change_since: ctx.now })
      .where('person_id', '=', id)
      .returning('person_id')
      .executeTakeFirst()
    // Somebody who was invited and has not come yet has no password that could have leaked.
    if (marked === undefined) throw personStateUnfit()
    ctx.record({ type: 'password.change-demanded', subject: { kind: 'person', id }, detail: { reason } })
    await endSessions(ctx, { personId: id, reason: 'reset' })
    await ctx.notify(id, {
      kind: 'password.change-demanded',
      sentence: {
        zh: '您的密码可能已经泄露，安全管理员要求您立即修改密码。',
        en: 'Your password may have leaked: an administrator asks you to change it at once.',
      },
      link: '/me',
    })
    return {}
  },
})
