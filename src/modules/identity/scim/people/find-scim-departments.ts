import { z } from 'zod'
import { requireScimKey } from './require-key.ts'
import { seenByScim } from './scim-person.ts'
import { defineScimOperation } from './scope.ts'

/** People of one department that an answer names. */
const mostMembers = 1000

export const findScimDepartments = defineScimOperation({
  name: 'identity.find-scim-departments',
  summary: { zh: '通讯录同步（SCIM）：查询部门', en: 'Directory (SCIM): look departments up' },
  effect: 'read',
  permission: 'identity.provision-people',
  byKey: true,
  records: ['people.viewed'],
  input: z.strictObject({
    where: z.strictObject({ id: z.uuid().optional(), name: z.string().min(1).max(100).optional() }),
    skip: z.int().min(0).max(1_000_000),
    take: z.int().min(0).max(200),
    /** Whether the people of each are wanted; of one department only. */
    members: z.boolean(),
  }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        addedAt: z.iso.datetime(),
        members: z.array(z.object({ id: z.uuid(), name: z.string() })).nullable(),
      }),
    ),
  }),
  run: async (ctx, { where: { id, name }, skip, take, members }) => {
    requireScimKey(ctx.actor)
    const found = ctx.db
      .selectFrom('department')
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .$if(name !== undefined, (query) => query.where('name', '=', name ?? ''))
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found.select(['id', 'name', 'added_at']).orderBy('name').orderBy('id').limit(take).offset(skip).execute()
    const [only] = rows
    const people =
      members && only !== undefined && rows.length === 1
        ? await seenByScim(ctx.db)
            .select(['person.id', 'person.name'])
            .where('person.department_id', '=', only.id)
            .where('person.state', '<>', 'left')
            .orderBy('person.id')
            .limit(mostMembers)
            .execute()
        : null
    if (people !== null && people.length > 0) {
      const detail = { people: people.map((person) => person.id), fields: ['name', 'department'] }
      ctx.record({ type: 'people.viewed', subject: { kind: 'people', id: 'directory' }, detail })
    }
    return {
      total: Number(total),
      items: rows.map((row) => ({ id: row.id, name: row.name, addedAt: row.added_at.toISOString(), members: people })),
    }
  },
})
