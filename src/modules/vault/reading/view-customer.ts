import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { visibleCustomer } from '../customers.ts'
import { kindField } from '../fields/input.ts'
import { type FieldKind, isSensitive, kindNames } from '../fields/kinds.ts'
import { masked } from '../fields/mask.ts'
import { openedFields } from '../fields/store.ts'
import { bases, keepings, keysOf, sources } from '../origin.ts'
import { defineOperation, personOf, type VaultContext } from '../scope.ts'
import type { CustomerRow } from '../tables.ts'
import { readingEvents, watchReading } from '../watching/watch-reading.ts'
import { customerStates, elsewhereOf } from './masked-customer.ts'

const reference = z.object({ id: z.uuid(), name: z.string() })

export const viewCustomer = defineOperation({
  name: 'vault.view-customer',
  summary: { zh: '查看一位客户（遮盖显示）', en: 'See one customer, masked' },
  effect: 'read',
  permission: 'vault.view',
  records: ['customer.viewed', ...readingEvents],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    state: z.enum(customerStates),
    minor: z.boolean(),
    department: reference,
    /** Empty once the data are gone; of restricted ones only the kinds. */
    fields: z.array(
      z.object({
        kind: kindField,
        masked: z.string(),
        sensitive: z.boolean(),
        /** The reader may open it, with purpose and reason. */
        openable: z.boolean(),
      }),
    ),
    source: z.object({ kind: z.enum(keysOf(sources)), detail: z.string() }),
    consent: z.object({
      basis: z.enum(keysOf(bases)),
      evidence: z.string(),
      at: z.iso.datetime(),
      separate: z.boolean(),
      guardian: z.boolean(),
    }),
    kept: z.object({ until: z.iso.date(), for: z.enum(keysOf(keepings)) }).nullable(),
    registeredBy: reference.nullable(),
    registeredAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    erasure: z.object({ askedBy: reference, askedAt: z.iso.datetime(), reason: z.string() }).nullable(),
    erasedAt: z.iso.datetime().nullable(),
  }),
  run: async (ctx, { id }) => {
    const person = personOf(ctx)
    const row = await visibleCustomer(ctx, id)
    const elsewhere = elsewhereOf(person, [row])
    await watchReading(ctx, { kind: 'seen', records: 1, elsewhere: elsewhere.elsewhere ?? 0, customerId: id })
    const masks = row.state === 'active' ? await masksOf(ctx, row) : await kindsAlone(ctx, row)
    const people = await ctx.ports.people(
      ctx.db,
      [row.registered_by, row.erasure_asked_by].filter((one) => one !== null),
    )
    const named = (personId: string | null) => (personId === null ? null : { id: personId, name: people.get(personId)?.name ?? '' })
    const askedBy = named(row.erasure_asked_by)
    const departments = await ctx.ports.departments(ctx.db)
    ctx.record({ type: 'customer.viewed', subject: { kind: 'customer', id }, detail: { kinds: [...masks.keys()], ...elsewhere } })
    return {
      id,
      state: row.state,
      minor: row.minor,
      department: { id: row.department_id, name: departments.find((one) => one.id === row.department_id)?.name ?? '' },
      fields: kindNames.flatMap((kind) => {
        const shown = masks.get(kind)
        if (shown === undefined) return []
        const sensitive = isSensitive(kind, row)
        const openable = mayDo(person, 'vault.open') && (!sensitive || mayDo(person, 'vault.open-sensitive'))
        return [{ kind, masked: shown, sensitive, openable }]
      }),
      source: { kind: row.source, detail: row.source_detail },
      consent: {
        basis: row.basis,
        evidence: row.evidence,
        at: row.evidence_at.toISOString(),
        separate: row.separate_consent,
        guardian: row.guardian_consent,
      },
      kept: row.kept_until === null || row.kept_for === null ? null : { until: row.kept_until, for: row.kept_for },
      registeredBy: named(row.registered_by),
      registeredAt: row.registered_at.toISOString(),
      changedAt: row.changed_at.toISOString(),
      erasure:
        askedBy === null || row.erasure_asked_at === null || row.erasure_reason === null
          ? null
          : { askedBy, askedAt: row.erasure_asked_at.toISOString(), reason: row.erasure_reason },
      erasedAt: row.erased_at?.toISOString() ?? null,
    }
  },
})

const masksOf = async (ctx: VaultContext, row: CustomerRow): Promise<ReadonlyMap<FieldKind, string>> => {
  const fields = (await openedFields(ctx, [row], kindNames)).get(row.id) ?? []
  return new Map(fields.map(({ kind, value }) => [kind, masked(kind, value)]))
}

/** Which kinds there are, without opening any: restricted data are not even masked. */
const kindsAlone = async ({ db }: VaultContext, { id, data_key: key }: CustomerRow): Promise<ReadonlyMap<FieldKind, string>> => {
  if (key === null) return new Map()
  const rows = await db.selectFrom('customer_field').select('kind').where('customer_id', '=', id).execute()
  return new Map(rows.map(({ kind }) => [kind, '****']))
}
