import type { SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import { containing, offsetOf, pageFields } from '../../../kernel/page.ts'
import { secondFactors } from '../factors/factor.ts'
import { factorsOfPeople } from '../factors/factors-of-people.ts'
import { reference } from '../fields.ts'
import { identitiesOf } from '../outside-sign-in/outside-identity.ts'
import { signInProviders } from '../outside-sign-in/provider.ts'
import { defineOperation } from '../scope.ts'
import { postsOf } from './posts-of.ts'

const input = z.strictObject({
  search: z.string().trim().max(60).optional(),
  post: z.string().max(60).optional(),
  departmentId: z.uuid().optional(),
  state: z.enum(['invited', 'active', 'suspended', 'left']).optional(),
  ...pageFields,
})

export const listPeople = defineOperation({
  name: 'identity.list-people',
  summary: { zh: '查看人员名单', en: 'List people' },
  effect: 'read',
  permission: 'identity.view-people',
  records: ['people.viewed'],
  input,
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        loginName: z.string(),
        department: reference,
        posts: z.array(z.string()),
        state: z.enum(['invited', 'active', 'suspended', 'left']),
        /** What the person signs in with besides the password, strongest first. */
        factors: z.array(z.enum(secondFactors)),
        /** At whose they can sign in besides. */
        outsideIdentities: z.array(z.enum(signInProviders)),
        lastSignInAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  run: async (ctx, { search, post, departmentId, state, page, pageSize }) => {
    const found = ctx.db
      .selectFrom('person')
      .innerJoin('department', 'department.id', 'person.department_id')
      .$if(search !== undefined && search !== '', (query) =>
        query.where((eb) =>
          eb.or([
            eb('person.name', 'ilike', containing(search ?? '')),
            eb('person.login_name', 'ilike', containing(search ?? '')),
          ]),
        ),
      )
      .$if(departmentId !== undefined, (query) => query.where('person.department_id', '=', departmentId ?? ''))
      .$if(state !== undefined, (query) => query.where('person.state', '=', state ?? 'active'))
      .$if(post !== undefined, (query) =>
        query.where('person.id', 'in', (eb) =>
          eb.selectFrom('person_post').select('person_id').where('post', '=', post ?? ''),
        ),
      )
    const { total } = await countOf(found)
    const rows = await found
      .select([
        'person.id',
        'person.name',
        'person.login_name',
        'person.state',
        'person.last_sign_in_at',
        'department.id as department_id',
        'department.name as department_name',
      ])
      .orderBy('person.name')
      .orderBy('person.id')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const ids = rows.map(({ id }) => id)
    const posts = await postsOf(ctx.db, ids)
    const factors = await factorsOfPeople(ctx.db, ids)
    const identities = await identitiesOf(ctx.db, ids)
    ctx.record({
      type: 'people.viewed',
      subject: { kind: 'people', id: 'list' },
      detail: { people: ids, fields: ['name', 'login-name', 'posts', 'last-sign-in'] },
    })
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        loginName: row.login_name,
        department: { id: row.department_id, name: row.department_name },
        posts: [...(posts.get(row.id) ?? [])],
        state: row.state,
        factors: [...(factors.get(row.id) ?? [])],
        outsideIdentities: identities.flatMap(({ personId, provider }) => (personId === row.id ? [provider] : [])),
        lastSignInAt: row.last_sign_in_at?.toISOString() ?? null,
      })),
    }
  },
})

const countOf = <Tables, Found extends keyof Tables>(query: SelectQueryBuilder<Tables, Found, object>) =>
  query.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
