import { z } from 'zod'
import { assurances } from '../../../kernel/actor.ts'
import { companyOf } from '../company.ts'
import { reference } from '../fields.ts'
import { signInProviders } from '../outside-sign-in/provider.ts'
import { mustChangePassword, passwordAge, passwordDueAt } from '../password/password-age.ts'
import { passwordSettingsOf } from '../password/read-settings.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'

export const viewMe = defineOperation({
  name: 'identity.view-me',
  summary: { zh: '查看自己的账号与权限', en: 'See your own account and rights' },
  effect: 'read',
  permission: 'any-session',
  records: { unrecorded: 'People see what is kept about themselves.' },
  input: z.strictObject({}),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    loginName: z.string(),
    department: reference,
    posts: z.array(z.string()),
    permissions: z.array(z.string()),
    /** Permissions that this session may not use before a sign-in with a passkey. */
    withheld: z.array(z.string()),
    assurance: z.enum(assurances),
    /** Through whom this session began; null for a password or a passkey. */
    provider: z.enum(signInProviders).nullable(),
    lacks: z.enum(['second-factor', 'new-password']).nullable(),
    company: z.string(),
    demo: z.boolean(),
    passwordChangedAt: z.iso.datetime().nullable(),
    /** When it has to be changed at the latest; null where passwords do not expire. */
    passwordDueAt: z.iso.datetime().nullable(),
    /** Whole days until then, the last one counted. */
    passwordDaysLeft: z.int().nullable(),
    /** It has expired, or an administrator demands a new one. */
    mustChangePassword: z.boolean(),
  }),
  run: async (ctx) => {
    const actor = signedIn(ctx.actor)
    const person = await ctx.db
      .selectFrom('person')
      .innerJoin('department', 'department.id', 'person.department_id')
      .leftJoin('password', 'password.person_id', 'person.id')
      .select([
        'person.id',
        'person.name',
        'person.login_name',
        'department.id as department_id',
        'department.name as department_name',
        'password.changed_at',
        'password.must_change_since',
      ])
      .where('person.id', '=', actor.id)
      .executeTakeFirstOrThrow()
    const began = await ctx.db
      .selectFrom('sign_in')
      .select('provider')
      .where('session_id', '=', actor.sessionId)
      .executeTakeFirst()
    const { name: company } = await companyOf(ctx.db)
    const settings = await passwordSettingsOf(ctx.db)
    const changedAt = person.changed_at
    const mustChange =
      changedAt !== null && mustChangePassword({ changedAt, mustChangeSince: person.must_change_since }, ctx.now, settings)
    return {
      id: person.id,
      name: person.name,
      loginName: person.login_name,
      department: { id: person.department_id, name: person.department_name },
      posts: [...actor.posts],
      permissions: [...actor.permissions].toSorted(),
      withheld: [...actor.withheld].toSorted(),
      assurance: actor.assurance,
      provider: began?.provider ?? null,
      lacks: actor.lacks,
      company,
      demo: ctx.ports.demo,
      passwordChangedAt: changedAt?.toISOString() ?? null,
      passwordDueAt: changedAt === null ? null : (passwordDueAt(changedAt, settings)?.toISOString() ?? null),
      passwordDaysLeft: changedAt === null ? null : passwordAge(changedAt, ctx.now, settings).daysLeft,
      mustChangePassword: mustChange,
    }
  },
})
