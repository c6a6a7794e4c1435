import { z } from 'zod'
import { companyOf } from '../company.ts'
import { reference } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'

export const viewMe = defineOperation({
  name: 'identity.view-me',
  summary: { zh: '查看自己的账号与权限', en: 'See your own account and rights' },
  effect: 'read',
  permission: 'signed-in',
  records: { unrecorded: 'People see what is kept about themselves.' },
  input: z.strictObject({}),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    loginName: z.string(),
    department: reference,
    posts: z.array(z.string()),
    permissions: z.array(z.string()),
    totpEnabled: z.boolean(),
    company: z.string(),
    demo: z.boolean(),
    passwordChangedAt: z.iso.datetime().nullable(),
  }),
  run: async (ctx) => {
    const actor = signedIn(ctx.actor)
    const person = await ctx.db
      .selectFrom('person')
      .innerJoin('department', 'department.id', 'person.department_id')
      .leftJoin('password', 'password.person_id', 'person.id')
      .leftJoin('totp', (join) => join.onRef('totp.person_id', '=', 'person.id').on('totp.enabled_at', 'is not', null))
      .select([
        'person.id',
        'person.name',
        'person.login_name',
        'department.id as department_id',
        'department.name as department_name',
        'password.changed_at',
        'totp.enabled_at',
      ])
      .where('person.id', '=', actor.id)
      .executeTakeFirstOrThrow()
    const { name: company } = await companyOf(ctx.db)
    return {
      id: person.id,
      name: person.name,
      loginName: person.login_name,
      department: { id: person.department_id, name: person.department_name },
      posts: [...actor.posts],
      permissions: [...actor.permissions].toSorted(),
      totpEnabled: person.enabled_at !== null,
      company,
      demo: ctx.ports.demo,
      passwordChangedAt: person.changed_at?.toISOString() ?? null,
    }
  },
})
