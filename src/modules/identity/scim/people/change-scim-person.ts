import { z } from 'zod'
import { isUniqueViolation } from '../../../../kernel/database/index.ts'
import { enforce } from '../../../../kernel/gate.ts'
import { departmentName, personName } from '../../fields.ts'
import { lockPerson } from '../../people/posts-of.ts'
import { matrixInForce } from '../../posts/matrix-in-force.ts'
import { loginNameTaken } from '../../problems.ts'
import { newLoginName } from '../../sign-in/login-name.ts'
import { runningPosts } from '../../temporary-posts/running-posts.ts'
import { departmentOf, unassigned } from './department-of.ts'
import { scimChangeGate } from './people-gates.ts'
import { requireScimKey } from './require-key.ts'
import { scimPerson, scimPersonSchema, externalId } from './scim-person.ts'
import { ownOfLeaving, recordedByLeaving } from './events.ts'
import { keepExternalId, keepKnown } from './keep-known.ts'
import { letGo } from './let-go.ts'
import { hasLeft, suspendedHere, versionStale } from './problems.ts'
import { defineScimOperation, type ScimContext } from './scope.ts'

type Locked = Awaited<ReturnType<typeof lockPerson>>
type Wish = { loginName?: string | undefined; name?: string | undefined; joinedName?: string | undefined; department?: string | null | undefined }

export const changeScimPerson = defineScimOperation({
  name: 'identity.change-scim-person',
  summary: { zh: '通讯录同步（SCIM）：修改人员，或为其办理离职', en: 'Directory (SCIM): change a person, or let them leave' },
  effect: 'change',
  permission: 'identity.provision-people',
  byKey: true,
  records: ['person.changed', 'scim.linked', 'scim.confirmed', 'department.added', ...ownOfLeaving, ...recordedByLeaving],
  input: z.strictObject({
    id: z.uuid(),
    /** Of the person as the directory read them; without it, whatever they are now. */
    version: z.string().max(100).optional(),
    loginName: newLoginName.optional(),
    name: personName.optional(),
    /** A name of the same letters in another order is none: directories put given names first. */
    joinedName: personName.optional(),
    /** Null for none. */
    department: departmentName.nullable().optional(),
    externalId: externalId.nullable().optional(),
    active: z.boolean().optional(),
  }),
  output: scimPersonSchema,
  run: async (ctx, { id, version, active, externalId: subject, ...wish }) => {
    requireScimKey(ctx.actor)
    const person = await lockPerson(ctx.db, id)
    const before = await scimPerson(ctx.db, id)
    if (version !== undefined && version !== before.version) throw versionStale()
    if (active === false) {
      // Whoever leaves is not renamed on the way.
      if (person.state === 'left') confirm(ctx, id)
      else await letGo(ctx, id)
      return scimPerson(ctx.db, id)
    }
    if (active === true && person.state === 'left') throw hasLeft()
    if (active === true && person.state === 'suspended') throw suspendedHere()
    const changed = await changeFields(ctx, person, wish)
    const linked = subject === undefined ? false : await keepExternalId(ctx, id, subject)
    if (changed || linked) {
      if (person.state === 'left') throw hasLeft()
      await keepKnown(ctx, id)
    } else {
      confirm(ctx, id)
    }
    return scimPerson(ctx.db, id)
  },
})

const confirm = (ctx: ScimContext, id: string): void =>
  ctx.record({ type: 'scim.confirmed', subject: { kind: 'person', id } })

/**
 * Changes what differs.
 * @returns whether anything did
 * @throws Problem `gate.refused`, `scim.person-has-left`, `person.login-name-taken`
 */
const changeFields = async (ctx: ScimContext, person: Locked, wish: Wish): Promise<boolean> => {
  const here = await ctx.db
    .selectFrom('department')
    .select('name')
    .where('id', '=', person.department_id)
    .executeTakeFirstOrThrow()
  const next = {
    name: wish.name ?? nameJoined(person.name, wish.joinedName),
    loginName: wish.loginName ?? person.login_name,
    department: wish.department === undefined ? here.name : (wish.department ?? unassigned),
  }
  const [renamed, newLogin] = [next.name !== person.name, next.loginName !== person.login_name]
  const moves = next.department !== here.name
  const changes = renamed || newLogin || moves
  if (!changes) return false
  if (person.state === 'left') throw hasLeft()
  await requireChangeable(ctx, person)
  const departmentId = moves ? (await departmentOf(ctx, next.department)).id : person.department_id
  await ctx.db
    .updateTable('person')
    .set({ name: next.name, login_name: next.loginName, department_id: departmentId })
    .where('id', '=', person.id)
    .execute()
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? loginNameTaken({ loginName: next.loginName }) : error
    })
  ctx.record({
    type: 'person.changed',
    subject: { kind: 'person', id: person.id },
    detail: {
      by: 'directory',
      renamed,
      loginName: newLogin,
      ...(moves ? { department: { from: person.department_id, to: departmentId } } : {}),
    },
  })
  if (newLogin && person.state === 'active') {
    await ctx.notify(person.id, {
      kind: 'scim.login-name-changed',
      sentence: {
        zh: '公司通讯录修改了您的登录名，下次请用“{loginName}”登录',
        en: 'The directory changed your login name: sign in as {loginName} from now on',
      },
      params: { loginName: next.loginName },
      link: '/me',
    })
  }
  return true
}

/** What somebody is called when a directory puts their name together so. Pure. */
const nameJoined = (present: string, joined: string | undefined): string =>
  joined === undefined || lettersOf(joined) === lettersOf(present) ? present : joined

const lettersOf = (name: string): string => [...name.toLowerCase().matchAll(/[\p{L}\p{N}]/gu)].map(String).toSorted().join('')

/** @throws Problem `gate.refused` for somebody on whose name or department rights hang */
const requireChangeable = async (ctx: ScimContext, person: Locked): Promise<void> => {
  const { matrix } = await matrixInForce(ctx.db)
  const headed = await ctx.db.selectFrom('department').select('id').where('head_id', '=', person.id).executeTakeFirst()
  enforce(
    scimChangeGate({
      posts: [...person.posts, ...(await runningPosts(ctx.db, person.id, ctx.now))],
      privileged: new Set(matrix.posts.filter(({ privileged }) => privileged).map(({ id }) => id)),
      heads: headed !== undefined,
    }),
  )
}
