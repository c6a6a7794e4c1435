import { z } from 'zod'
import { isUniqueViolation } from '../../../../kernel/database/index.ts'
import { newId } from '../../../../kernel/id.ts'
import { departmentName, personName } from '../../fields.ts'
import { resolveOwner } from '../../people/owners.ts'
import { administratorPost } from '../../posts/posts-gate.ts'
import { lockPosts } from '../../posts/lock-posts.ts'
import { loginNameTaken } from '../../problems.ts'
import { newLoginName } from '../../sign-in/login-name.ts'
import { departmentOf, unassigned } from './department-of.ts'
import { requireScimKey } from './require-key.ts'
import { scimPerson, scimPersonSchema, externalId } from './scim-person.ts'
import { keepExternalId } from './keep-known.ts'
import { loginNameOfLeaver, notInvitable, tooManyNewcomers } from './problems.ts'
import { defineScimOperation, type ScimContext } from './scope.ts'

const day = 24 * 60 * 60 * 1000
const mostNewcomersADay = 5000

/**
 * Invites somebody without a post and without a link: whoever has the key must not be able to come in as them. The link
 * is made by an administrator, or they come in by the company's sign-in.
 */
export const addScimPerson = defineScimOperation({
  name: 'identity.add-scim-person',
  summary: { zh: '通讯录同步（SCIM）：添加人员', en: 'Directory (SCIM): add a person' },
  effect: 'change',
  permission: 'identity.provision-people',
  byKey: true,
  records: ['person.invited', 'department.added', 'scim.linked'],
  input: z.strictObject({
    loginName: newLoginName,
    name: personName,
    department: departmentName.nullable(),
    externalId: externalId.nullable(),
    active: z.boolean(),
  }),
  output: scimPersonSchema,
  run: async (ctx, { loginName, name, department, externalId: subject, active }) => {
    requireScimKey(ctx.actor)
    if (!active) throw notInvitable()
    // One newcomer at a time, so that the bound of a day holds.
    await lockPosts(ctx.db)
    await refuseKnown(ctx, loginName)
    const today = await addedToday(ctx)
    if (today >= mostNewcomersADay) throw tooManyNewcomers({ most: mostNewcomersADay })
    const { id: departmentId } = await departmentOf(ctx, department ?? unassigned)
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('person')
      .values({ id, name, login_name: loginName, department_id: departmentId, state: 'invited', added_at: ctx.now, last_sign_in_at: null })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? loginNameTaken({ loginName }) : error
      })
    await ctx.db
      .insertInto('scim_person')
      .values({ person_id: id, since: ctx.now, brought: true, left_at: null, deleted_at: null })
      .execute()
    ctx.record({ type: 'person.invited', subject: { kind: 'person', id }, detail: { department: departmentId, by: 'directory' } })
    if (subject !== null) await keepExternalId(ctx, id, subject)
    if (today === 0) await tellAdministrators(ctx)
    return scimPerson(ctx.db, id)
  },
})

/** @throws Problem `person.login-name-taken`, `scim.login-name-of-leaver` */
const refuseKnown = async (ctx: ScimContext, loginName: string): Promise<void> => {
  const taken = await ctx.db.selectFrom('person').select('state').where('login_name', '=', loginName).executeTakeFirst()
  if (taken === undefined) return
  throw taken.state === 'left' ? loginNameOfLeaver({ loginName }) : loginNameTaken({ loginName })
}

const addedToday = async ({ db, now }: ScimContext): Promise<number> => {
  const { added } = await db
    .selectFrom('scim_person')
    .select((eb) => eb.fn.countAll<number>().as('added'))
    .where('since', '>', new Date(now.getTime() - day))
    .where('brought', '=', true)
    .executeTakeFirstOrThrow()
  return Number(added)
}

/** Once for the first of a day, not for each of a thousand. */
const tellAdministrators = async (ctx: ScimContext): Promise<void> => {
  for (const administrator of await resolveOwner(ctx.db, { post: administratorPost })) {
    await ctx.notify(administrator, {
      kind: 'scim.newcomers',
      sentence: {
        zh: '通讯录同步添加了新人员，尚无岗位，请在“人员与岗位”中确认岗位并发送邀请链接',
        en: 'The directory added people, who have no post yet: give them posts and send them their invitation',
      },
      params: {},
      link: '/people',
    })
  }
}
