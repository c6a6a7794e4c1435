import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import { personName, postList } from '../fields.ts'
import { loginNameTaken } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { newLoginName } from '../sign-in/login-name.ts'
import { givePosts } from './give-posts.ts'
import { issueInvitation } from './invitation.ts'

export const addPerson = defineOperation({
  name: 'identity.add-person',
  summary: { zh: '添加人员并生成邀请链接', en: 'Add a person and make their invitation' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['person.invited', 'posts.changed'],
  input: z.strictObject({ name: personName, loginName: newLoginName, departmentId: z.uuid(), posts: postList }),
  output: z.object({ id: z.uuid(), invitationToken: z.string() }),
  run: async (ctx, { name, loginName, departmentId, posts }) => {
    const department = await ctx.db
      .selectFrom('department')
      .select('id')
      .where('id', '=', departmentId)
      .executeTakeFirst()
    if (department === undefined) throw notFound()
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('person')
      .values({
        id,
        name,
        login_name: loginName,
        department_id: departmentId,
        state: 'invited',
        added_at: ctx.now,
        last_sign_in_at: null,
      })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? loginNameTaken({ loginName }) : error
      })
    ctx.record({ type: 'person.invited', subject: { kind: 'person', id }, detail: { department: departmentId } })
    await givePosts(ctx, { person: { id, state: 'invited' }, before: [], after: posts })
    return { id, invitationToken: await issueInvitation(ctx, id) }
  },
})
