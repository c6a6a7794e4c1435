import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { identityInLedger, removeIdentities } from '../outside-sign-in/outside-identity.ts'
import { otherAdministrators, lockPerson } from '../people/posts-of.ts'
import { nextState } from '../people/person-state.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { defineOperation } from '../scope.ts'
import { endRunningPosts } from '../temporary-posts/end-posts.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { signedIn } from '../signed-in.ts'

/** Working hours are no matter here: a stolen account is looked at within two hours. */
const caseMinutes = 120

export const disownSignIn = defineOperation({
  name: 'identity.disown-sign-in',
  summary: { zh: '声明某次登录不是自己：立即结束全部会话、冻结账号并立案', en: 'Say that a sign-in was not you: all sessions end, the account is frozen, a case is opened' },
  effect: 'change',
  permission: 'any-session',
  records: ['sign-in.disowned', 'person.suspended', 'temporary-post.ended', 'temporary-post.request-withdrawn', 'session.ended', 'outside-identity.removed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({ frozen: z.boolean() }),
  run: async (ctx, { id }) => {
    const { id: personId } = signedIn(ctx.actor)
    const person = await lockPerson(ctx.db, personId)
    const disowned = await ctx.db
      .updateTable('sign_in')
      .set({ disowned_at: ctx.now })
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .where('disowned_at', 'is', null)
      .returning('provider')
      .executeTakeFirst()
    if (disowned === undefined) throw notFound()
    // A stolen identity outside is no way in any more; a password is changed before the account opens again.
    const removed = disowned.provider === null ? [] : await removeIdentities(ctx.db, personId, { providers: [disowned.provider] })
    for (const { provider, subject } of removed) {
      ctx.record({
        type: 'outside-identity.removed',
        subject: { kind: 'person', id: personId },
        detail: { ...identityInLedger(ctx.secrets.session, provider, subject), reason: 'sign-in disowned' },
      })
    }
    // The company must not lock itself out: the last administrator's sessions end, the account stays.
    const isLast = person.posts.includes(administratorPost) && (await otherAdministrators(ctx.db, personId)) === 0
    ctx.record({ type: 'sign-in.disowned', subject: { kind: 'person', id: personId }, detail: { signIn: id, frozen: !isLast } })
    await endSessions(ctx, { personId, reason: 'disowned' })
    ctx.session.end()
    if (!isLast) {
      await ctx.db.updateTable('person').set({ state: nextState(person.state, 'suspend') }).where('id', '=', personId).execute()
      await ctx.db.deleteFrom('invitation').where('person_id', '=', personId).execute()
      await endRunningPosts({ ...ctx, actorId: personId, cancelObligation: ctx.obligations.cancel }, { personId, why: 'suspended' })
      ctx.record({
        type: 'person.suspended',
        subject: { kind: 'person', id: personId },
        detail: { from: person.state, reason: 'sign-in disowned' },
      })
    }
    await ctx.obligations.open({
      kind: 'identity.disowned-sign-in',
      title: {
        zh: '核实 {name} 账号的可疑登录：联系本人、更换密码、检查设备，再恢复账号',
        en: 'Look into a sign-in that {name} disowned: talk to them, new password, check devices, then reinstate',
      },
      params: { name: person.name },
      subject: { kind: 'person', id: personId },
      owner: { post: administratorPost },
      term: { minutes: caseMinutes },
      link: '/people',
    })
    return { frozen: !isLast }
  },
})
