import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import { companyName, departmentName, personName } from '../fields.ts'
import { keepPassword } from '../password/keep-password.ts'
import { hashPassword } from '../password/password-hash.ts'
import { refuseWeakPassword } from '../password/refuse-weak-password.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { alreadySetUp, setUpLinkExpired } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { openSession } from '../sessions/open-session.ts'
import { digestOf, tokenInput } from '../sessions/token.ts'
import { newLoginName, typedPassword } from '../sign-in/login-name.ts'

export const completeSetUp = defineOperation({
  name: 'identity.complete-set-up',
  summary: {
    zh: '完成初始设置：公司、首个部门与首位安全管理员',
    en: 'Set up the company, its first department and its first security administrator',
  },
  effect: 'change',
  permission: 'anyone',
  records: ['company.set-up', 'department.added', 'posts.changed', 'person.signed-in'],
  input: z.strictObject({
    token: tokenInput,
    company: companyName,
    department: departmentName,
    name: personName,
    loginName: newLoginName,
    password: typedPassword,
  }),
  output: z.object({}),
  bodyLimit: 4096,
  anonymousPerMinute: 10,
  prepare: async (tools, { token, company, loginName, password }) => {
    const { db, now, secrets } = tools
    const known = await db
      .selectFrom('set_up_token')
      .select('expires_at')
      .where('token_digest', '=', digestOf(secrets.session, token))
      .where('expires_at', '>', now)
      .executeTakeFirst()
    if (known === undefined) throw setUpLinkExpired()
    await refuseWeakPassword(tools, { password, loginName, company })
    return { hash: await hashPassword(secrets.passwordPepper, password) }
  },
  run: async (ctx, input, { hash }) => {
    const used = await ctx.db
      .deleteFrom('set_up_token')
      .where('token_digest', '=', digestOf(ctx.secrets.session, input.token))
      .where('expires_at', '>', ctx.now)
      .returning('token_digest')
      .executeTakeFirst()
    if (used === undefined) throw setUpLinkExpired()
    await ctx.db
      .insertInto('company')
      .values({
        only_one: true,
        name: input.company,
        session_idle_minutes: 480,
        session_absolute_minutes: 1440,
        set_up_at: ctx.now,
      })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? alreadySetUp() : error
      })
    await ctx.db.deleteFrom('set_up_token').execute()

    const departmentId = newId(ctx.now.getTime())
    const personId = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('department')
      .values({ id: departmentId, name: input.department, head_id: null, added_at: ctx.now })
      .execute()
    await ctx.db
      .insertInto('person')
      .values({
        id: personId,
        name: input.name,
        login_name: input.loginName,
        department_id: departmentId,
        state: 'active',
        added_at: ctx.now,
        last_sign_in_at: null,
      })
      .execute()
    await keepPassword(ctx, { personId, hash, replaces: null })
    await ctx.db
      .insertInto('person_post')
      .values({ person_id: personId, post: administratorPost, since: ctx.now })
      .execute()

    ctx.record({
      type: 'company.set-up',
      subject: { kind: 'company', id: 'company' },
      detail: { administrator: personId },
    })
    ctx.record({ type: 'department.added', subject: { kind: 'department', id: departmentId } })
    ctx.record({
      type: 'posts.changed',
      subject: { kind: 'person', id: personId },
      detail: { before: [], after: [administratorPost] },
    })
    await openSession(ctx, { id: personId, assurance: 'password' })
    return {}
  },
})
