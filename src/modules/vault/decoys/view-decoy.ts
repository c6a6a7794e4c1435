import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { exportsWith } from '../exporting/exports-with.ts'
import { openedFields } from '../fields/store.ts'
import { defineOperation } from '../scope.ts'
import { readingsOf } from './readings-of-decoys.ts'
import { contactKinds, openDecoys } from './sealed-decoy.ts'
import { useChannels } from './use-of-decoy.ts'

const mostReadings = 200
const person = z.object({ id: z.uuid(), name: z.string() })

export const viewDecoy = defineOperation({
  name: 'vault.view-decoy',
  summary: { zh: '查看一位诱饵客户：谁读过、哪些导出含有它、何时被使用', en: 'See one decoy: who read it, which exports held it, when it was used' },
  effect: 'read',
  permission: 'vault.manage-decoys',
  records: ['decoy.listed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    label: z.string(),
    department: z.object({ id: z.uuid(), name: z.string() }),
    contacts: z.array(z.object({ kind: z.enum(contactKinds), value: z.string() })),
    /** As which customer it appears; null while it waits, or after it was erased. */
    appearsAs: z.string().nullable(),
    plantedAt: z.iso.datetime().nullable(),
    madeBy: person,
    madeAt: z.iso.datetime(),
    uses: z.array(z.object({ channel: z.enum(useChannels), at: z.iso.datetime(), note: z.string().nullable(), reportedBy: person.nullable() })),
    /** Latest first, at most 200. */
    readings: z.array(z.object({ person, at: z.iso.datetime(), how: z.enum(['opened', 'viewed', 'found', 'listed']) })),
    exports: z.array(z.object({ id: z.uuid(), at: z.iso.datetime(), person })),
  }),
  run: async (ctx, { id }) => {
    const row = await ctx.db.selectFrom('decoy').selectAll().where('id', '=', id).executeTakeFirst()
    const [opened] = row === undefined ? [] : await openDecoys(ctx, [row])
    if (opened === undefined) throw notFound()
    const { payload } = opened
    const { customerId } = payload
    const customer = customerId === null ? undefined : await ctx.db.selectFrom('customer').select(['id', 'data_key']).where('id', '=', customerId).executeTakeFirst()
    const names = customer === undefined ? undefined : (await openedFields(ctx, [customer], ['name'])).get(customer.id)
    const readings = customerId === null ? [] : await readingsOf(ctx, [customerId], { since: new Date(opened.made_at.getTime() - 1), lists: true, limit: mostReadings })
    const exported = customerId === null ? [] : await exportsWith(ctx, customerId)
    const uses = await ctx.db.selectFrom('decoy_use').selectAll().where('decoy_id', '=', id).orderBy('happened_at', 'desc').limit(mostReadings).execute()
    const people = await ctx.ports.people(ctx.db, [
      opened.made_by,
      ...exported.map(({ personId }) => personId),
      ...uses.flatMap((use) => use.reported_by ?? []),
    ])
    const named = (personId: string) => ({ id: personId, name: people.get(personId)?.name ?? '' })
    const departments = await ctx.ports.departments(ctx.db)
    ctx.record({ type: 'decoy.listed', subject: { kind: 'decoy', id } })
    return {
      id,
      label: payload.label,
      department: { id: payload.departmentId, name: departments.find((one) => one.id === payload.departmentId)?.name ?? '' },
      contacts: payload.contacts,
      appearsAs: names?.[0]?.value ?? null,
      plantedAt: payload.plantedAt,
      madeBy: named(opened.made_by),
      madeAt: opened.made_at.toISOString(),
      uses: uses.map(({ channel, happened_at: at, note, reported_by: by }) => ({ channel, at: at.toISOString(), note, reportedBy: by === null ? null : named(by) })),
      readings: readings.map(({ personId, name, at, how }) => ({ person: { id: personId, name: name ?? '' }, at: at.toISOString(), how })),
      exports: exported.map(({ id: exportId, at, personId }) => ({ id: exportId, at: at.toISOString(), person: named(personId) })),
    }
  },
})
