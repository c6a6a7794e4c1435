import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { defineOperation } from '../scope.ts'
import { contactKinds, openDecoys } from './sealed-decoy.ts'

export const decoyBrief = z.object({
  id: z.uuid(),
  label: z.string(),
  department: z.object({ id: z.uuid(), name: z.string() }),
  contacts: z.array(z.object({ kind: z.enum(contactKinds), value: z.string() })),
  /** `waiting` for the next registration in its department. */
  state: z.enum(['waiting', 'planted']),
  madeBy: z.object({ id: z.uuid(), name: z.string() }),
  madeAt: z.iso.datetime(),
  /** Alerts that somebody read it, and times that a contact was used. */
  alerts: z.int(),
  uses: z.int(),
})

export const listDecoys = defineOperation({
  name: 'vault.list-decoys',
  summary: { zh: '查看诱饵客户', en: 'List the decoy customers' },
  effect: 'read',
  permission: 'vault.manage-decoys',
  records: ['decoy.listed'],
  input: z.strictObject({ ...pageFields }),
  output: z.object({ total: z.int(), items: z.array(decoyBrief) }),
  run: async (ctx, { page, pageSize }) => {
    const { total } = await ctx.db.selectFrom('decoy').select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await ctx.db
      .selectFrom('decoy')
      .selectAll()
      .select((eb) => [
        eb.selectFrom('reading_alert').select((alert) => alert.fn.countAll<number>().as('n')).whereRef('decoy_id', '=', 'decoy.id').as('alerts'),
        eb.selectFrom('decoy_use').select((use) => use.fn.countAll<number>().as('n')).whereRef('decoy_id', '=', 'decoy.id').as('uses'),
      ])
      .orderBy('made_at', 'desc')
      .orderBy('id')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.made_by))
    const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
    ctx.record({ type: 'decoy.listed', subject: { kind: 'decoys', id: 'decoys' }, detail: { page } })
    return {
      total,
      items: (await openDecoys(ctx, rows)).map(({ id, payload, mark, made_by: madeBy, made_at: madeAt, alerts, uses }) => ({
        id,
        label: payload.label,
        department: { id: payload.departmentId, name: departments.get(payload.departmentId) ?? '' },
        contacts: payload.contacts,
        state: mark === null ? ('waiting' as const) : ('planted' as const),
        madeBy: { id: madeBy, name: people.get(madeBy)?.name ?? '' },
        madeAt: madeAt.toISOString(),
        alerts: alerts ?? 0,
        uses: uses ?? 0,
      })),
    }
  },
})
