import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { personName, postList } from '../fields.ts'
import { personStateUnfit } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endHeadships } from './end-headships.ts'
import { givePosts } from './give-posts.ts'
import { lockPerson } from './posts-of.ts'

export const updatePerson = defineOperation({
  name: 'identity.update-person',
  summary: { zh: '修改人员的姓名、部门与岗位', en: 'Change the name, department and posts of a person' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['person.changed', 'posts.changed', 'department.changed'],
  input: z.strictObject({ id: z.uuid(), name: personName, departmentId: z.uuid(), posts: postList }),
  output: z.object({}),
  run: async (ctx, { id, name, departmentId, posts }) => {
    const person = await lockPerson(ctx.db, id)
    // Nobody who left is given anything; they come back by a new invitation.
    if (person.state === 'left') throw personStateUnfit()
    const department = await ctx.db
      .selectFrom('department')
      .select('id')
      .where('id', '=', departmentId)
      .executeTakeFirst()
    if (department === undefined) throw notFound()
    await givePosts(ctx, { person, before: person.posts, after: posts })

    await ctx.db.updateTable('person').set({ name, department_id: departmentId }).where('id', '=', id).execute()
    ctx.record({
      type: 'person.changed',
      subject: { kind: 'person', id },
      detail: {
        renamed: name !== person.name,
        ...(departmentId === person.department_id
          ? {}
          : { department: { from: person.department_id, to: departmentId } }),
      },
    })
    await endHeadships(ctx, { personId: id, departmentId })
    return {}
  },
})
