import { z } from 'zod'
import { containing, offsetOf, pageFields } from '../../kernel/page.ts'
import { coreFactsOf } from './account-facts.ts'
import { coreGate } from './core-gate.ts'
import { platformField } from './platforms.ts'
import { defineOperation } from './scope.ts'
import { administratorsOf } from './seats/live-seats.ts'

const reference = z.object({ id: z.uuid(), name: z.string() })

export const listAccounts = defineOperation({
  name: 'accounts.list-accounts',
  summary: { zh: '查看营销账号', en: 'List the marketing accounts' },
  effect: 'read',
  permission: 'accounts.view',
  byKey: true,
  records: { unrecorded: 'The register of company accounts; of people it names only the colleague in charge.' },
  input: z.strictObject({
    search: z.string().trim().max(100).optional(),
    platform: platformField.optional(),
    state: z.enum(['active', 'closed']).optional(),
    departmentId: z.uuid().optional(),
    core: z.boolean().optional(),
    ...pageFields,
  }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        platform: platformField,
        name: z.string(),
        platformId: z.string().nullable(),
        department: reference,
        owner: reference,
        core: z.boolean(),
        state: z.enum(['active', 'closed']),
        verificationExpiresOn: z.iso.date().nullable(),
        /** How many things a core account lacks. */
        lacks: z.int(),
      }),
    ),
  }),
  run: async (ctx, { search, platform, state, departmentId, core, page, pageSize }) => {
    const found = ctx.db
      .selectFrom('marketing_account')
      .$if(search !== undefined && search !== '', (query) =>
        query.where((eb) =>
          eb.or([eb('name', 'ilike', containing(search ?? '')), eb('platform_id', 'ilike', containing(search ?? ''))]),
        ),
      )
      .$if(platform !== undefined, (query) => query.where('platform', '=', platform ?? 'other'))
      .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'active'))
      .$if(departmentId !== undefined, (query) => query.where('department_id', '=', departmentId ?? ''))
      .$if(core !== undefined, (query) => query.where('core', '=', core ?? false))
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found
      .selectAll()
      .orderBy('name')
      .orderBy('id')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.owner_id))
    const administrators = await administratorsOf(ctx.db, rows.map(({ id }) => id), ctx.ports.people)
    const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        platform: row.platform,
        name: row.name,
        platformId: row.platform_id,
        department: { id: row.department_id, name: departments.get(row.department_id) ?? '' },
        owner: { id: row.owner_id, name: people.get(row.owner_id)?.name ?? '' },
        core: row.core,
        state: row.state,
        verificationExpiresOn: row.verification_expires_on,
        lacks: coreGate(coreFactsOf(row, administrators, ctx.now)).reasons.length,
      })),
    }
  },
})
