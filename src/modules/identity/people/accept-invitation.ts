import { z } from 'zod'
import { companyOf } from '../company.ts'
import { enrolledOf } from '../factors/enrolled.ts'
import { hasSecondFactor } from '../factors/factor.ts'
import { keepPassword } from '../password/keep-password.ts'
import { hashPassword } from '../password/password-hash.ts'
import { refuseWeakPassword } from '../password/refuse-weak-password.ts'
import { invitationExpired } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { openSession } from '../sessions/open-session.ts'
import { digestOf, tokenInput } from '../sessions/token.ts'
import { failureKeys, forgetFailures } from '../sign-in/failures.ts'
import { typedPassword } from '../sign-in/login-name.ts'
import { findInvited } from './find-invitation.ts'
import { nextState } from './person-state.ts'

export const acceptInvitation = defineOperation({
  name: 'identity.accept-invitation',
  summary: { zh: '接受邀请并设置密码', en: 'Accept an invitation and set a password' },
  effect: 'change',
  permission: 'anyone',
  records: ['person.joined', 'password.changed', 'session.ended', 'person.signed-in'],
  input: z.strictObject({ token: tokenInput, password: typedPassword }),
  // Who has a second factor signs in with it: an invitation never stands in for it.
  output: z.object({ next: z.enum(['done', 'sign-in']) }),
  bodyLimit: 4096,
  anonymousPerMinute: 10,
  prepare: async (tools, { token, password }) => {
    const person = await findInvited(tools, token)
    const { name: company } = await companyOf(tools.db)
    const present = await tools.db
      .selectFrom('password')
      .select('hash')
      .where('person_id', '=', person.id)
      .executeTakeFirst()
    await refuseWeakPassword(tools, { password, loginName: person.login_name, company }, { personId: person.id })
    return { hash: await hashPassword(tools.secrets.passwordPepper, password), replaces: present?.hash ?? null }
  },
  run: async (ctx, { token }, { hash, replaces }) => {
    const person = await findInvited(ctx, token)
    const used = await ctx.db
      .deleteFrom('invitation')
      .where('token_digest', '=', digestOf(ctx.secrets.session, token))
      .returning('person_id')
      .executeTakeFirst()
    if (used === undefined) throw invitationExpired()
    const state = nextState(person.state, 'accept')
    // Suspended between the two statements: the invitation is gone and opens nothing.
    const joined = await ctx.db
      .updateTable('person')
      .set({ state })
      .where('id', '=', person.id)
      .where('state', '=', person.state)
      .returning('id')
      .executeTakeFirst()
    if (joined === undefined) throw invitationExpired()
    await keepPassword(ctx, { personId: person.id, hash, replaces })
    const subject = { kind: 'person', id: person.id }
    ctx.record({ type: person.state === 'invited' ? 'person.joined' : 'password.changed', subject })
    await endSessions(ctx, { personId: person.id, reason: 'reset' })
    await forgetFailures(
      ctx.db,
      failureKeys(ctx.secrets.session, { loginName: person.login_name, ip: ctx.origin.ip }),
    )
    if (hasSecondFactor(await enrolledOf(ctx.db, person.id))) return { next: 'sign-in' as const }
    await openSession(ctx, { id: person.id, assurance: 'password' })
    return { next: 'done' as const }
  },
})
