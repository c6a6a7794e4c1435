import { z } from 'zod'
import { resolveOwner } from '../people/owners.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from './end-sessions.ts'
import { findSession } from './find-session.ts'
import { tokenInput } from './token.ts'

export const endCopiedSession = defineOperation({
  name: 'identity.end-copied-session',
  summary: {
    zh: '结束凭证被两处使用的会话，并告知本人和安全管理员',
    en: 'End a session whose token is used in two places, and tell its person and the security administrators',
  },
  effect: 'change',
  // Whoever holds a copied token may end its session: that is all it is still good for.
  permission: 'anyone',
  records: ['session.copied', 'session.ended'],
  input: z.strictObject({ token: tokenInput }),
  output: z.object({}),
  bodyLimit: 4096,
  run: async (ctx, { token }) => {
    const { deviceToken } = ctx.origin
    const found = await findSession(ctx.db, {
      token,
      now: ctx.now,
      secrets: ctx.secrets,
      ...(deviceToken === undefined ? {} : { deviceToken }),
    })
    const copied = found?.turn === 'copied' && found.session.ended_at === null
    const personId = found?.session.person_id
    ctx.record({
      type: 'session.copied',
      subject: personId === undefined || !copied ? { kind: 'sign-in', id: 'unknown' } : { kind: 'person', id: personId },
      detail: copied && found !== undefined ? { session: found.session.id } : { ended: false },
    })
    if (!copied || found === undefined || personId === undefined) return {}
    await endSessions(ctx, { personId, only: found.session.id, reason: 'copied' })
    await ctx.notify(personId, {
      kind: 'session.copied',
      sentence: {
        zh: '您的一个登录会话在两处被使用，凭证可能被盗，系统已将其结束。请检查电脑是否安全，并修改密码。',
        en: 'One of your sessions was used in two places; its token may have been stolen, so it was ended. Check your computer and change your password.',
      },
      link: '/me',
    })
    for (const administrator of await resolveOwner(ctx.db, { post: administratorPost })) {
      await ctx.notify(administrator, {
        kind: 'session.copied',
        sentence: {
          zh: '{name} 的登录凭证疑似被盗用，相关会话已结束，请联系本人核实。',
          en: 'The session token of {name} seems to have been stolen; the session was ended. Ask them about it.',
        },
        params: { name: found.session.name },
        link: '/people',
      })
    }
    return {}
  },
})
