import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { issueInvitation } from './invitation.ts'
import { nextState } from './person-state.ts'
import { lockPerson } from './posts-of.ts'

export const reissueInvitation = defineOperation({
  name: 'identity.reissue-invitation',
  summary: {
    zh: '重新生成邀请链接，或为忘记密码的人员生成重设链接',
    en: 'Make a new invitation, or a link to reset a forgotten password',
  },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['person.invited'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ invitationToken: z.string() }),
  run: async (ctx, { id }) => {
    const person = await lockPerson(ctx.db, id)
    const state = nextState(person.state, 'invite')
    if (state !== person.state) await ctx.db.updateTable('person').set({ state }).where('id', '=', id).execute()
    ctx.record({ type: 'person.invited', subject: { kind: 'person', id }, detail: { state: person.state } })
    if (person.state === 'active') {
      await ctx.notify(id, {
        kind: 'password.reset-offered',
        sentence: {
          zh: '安全管理员为您生成了重设密码的链接。如非您本人要求，请立即报告。',
          en: 'An administrator made a link to reset your password. If you did not ask for it, report it at once.',
        },
        link: '/me',
      })
    }
    return { invitationToken: await issueInvitation(ctx, id) }
  },
})
