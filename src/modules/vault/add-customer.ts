import { newId } from '../../kernel/id.ts'
import type { Field } from './fields/input.ts'
import { dataKeysIn } from './fields/sealed-fields.ts'
import { writeFields } from './fields/store.ts'
import type { Keeping } from './origin.ts'
import type { VaultContext } from './scope.ts'
import type { CustomerRow } from './tables.ts'

type Origin = Pick<
  CustomerRow,
  'source' | 'source_detail' | 'basis' | 'evidence' | 'evidence_at' | 'separate_consent' | 'guardian_consent'
>

type NewCustomer = {
  fields: readonly Field[]
  origin: Origin
  minor: boolean
  departmentId: string
  /** Null where the person came by themselves. */
  registeredBy: string | null
  kept: { until: string; for: Keeping } | null
}

/** Writes a customer whose fields were checked and whose consents the gate let through; says so in the ledger. */
export const addCustomer = async (
  ctx: Pick<VaultContext, 'db' | 'now' | 'secrets' | 'record'>,
  { fields, origin, minor, departmentId, registeredBy, kept }: NewCustomer,
): Promise<string> => {
  const id = newId(ctx.now.getTime())
  const { key, envelope } = (await dataKeysIn(ctx))(id)
  await ctx.db
    .insertInto('customer')
    .values({
      id,
      department_id: departmentId,
      data_key: envelope,
      state: 'active',
      ...origin,
      minor,
      kept_until: kept?.until ?? null,
      kept_for: kept?.for ?? null,
      registered_by: registeredBy,
      registered_at: ctx.now,
      changed_at: ctx.now,
      erasure_asked_by: null,
      erasure_asked_at: null,
      erasure_reason: null,
      erased_at: null,
      import_id: null,
    })
    .execute()
  await writeFields(ctx, id, key, fields)
  ctx.record({
    type: 'customer.registered',
    subject: { kind: 'customer', id },
    detail: { kinds: fields.map(({ kind }) => kind), source: origin.source, basis: origin.basis },
  })
  return id
}
