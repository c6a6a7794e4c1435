import { z } from 'zod'
import { typedLoginName } from '../../sign-in/login-name.ts'
import { requireScimKey } from './require-key.ts'
import { scimColumns, scimPersonOf, scimPersonSchema, seenByScim } from './scim-person.ts'
import { defineScimOperation } from './scope.ts'

/** What all has to hold of the people who are found. */
const conditions = z.strictObject({
  id: z.uuid().optional(),
  loginName: typedLoginName.optional(),
  externalId: z.string().min(1).max(256).optional(),
  name: z.string().min(1).max(100).optional(),
  active: z.boolean().optional(),
})

export const findScimPeople = defineScimOperation({
  name: 'identity.find-scim-people',
  summary: { zh: '通讯录同步（SCIM）：查询人员', en: 'Directory (SCIM): look people up' },
  effect: 'read',
  permission: 'identity.provision-people',
  byKey: true,
  records: ['people.viewed'],
  input: z.strictObject({
    where: conditions,
    /** People passed over, in the order in which they were added. */
    skip: z.int().min(0).max(1_000_000),
    take: z.int().min(0).max(200),
  }),
  output: z.object({ total: z.int(), items: z.array(scimPersonSchema) }),
  run: async (ctx, { where, skip, take }) => {
    requireScimKey(ctx.actor)
    const { id, loginName, externalId, name, active } = where
    const found = seenByScim(ctx.db)
      .$if(id !== undefined, (query) => query.where('person.id', '=', id ?? ''))
      .$if(loginName !== undefined, (query) => query.where('person.login_name', '=', loginName ?? ''))
      .$if(externalId !== undefined, (query) => query.where('link.subject', '=', externalId ?? ''))
      .$if(name !== undefined, (query) => query.where('person.name', '=', name ?? ''))
      .$if(active !== undefined, (query) =>
        query.where('person.state', active === true ? 'in' : 'not in', ['invited', 'active']),
      )
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found.select(scimColumns).orderBy('person.id').limit(take).offset(skip).execute()
    const ids = rows.map((row) => row.id)
    // To ask about one person whom the directory names already tells it next to nothing, and it asks a thousand times a day.
    const named = id !== undefined || loginName !== undefined || externalId !== undefined
    if (!named && ids.length > 0) {
      ctx.record({
        type: 'people.viewed',
        subject: { kind: 'people', id: 'directory' },
        detail: { people: ids, fields: ['name', 'login-name', 'department'] },
      })
    }
    return { total: Number(total), items: rows.map(scimPersonOf) }
  },
})
