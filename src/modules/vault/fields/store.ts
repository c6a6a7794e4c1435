import type { KeyObject } from 'node:crypto'
import type { VaultContext } from '../scope.ts'
import type { CustomerFieldRow, CustomerRow } from '../tables.ts'
import { indexesUnder } from './indexes.ts'
import type { Field } from './input.ts'
import type { FieldKind } from './kinds.ts'
import { dataKeysOf, openField, sealField } from './sealed-fields.ts'

type Tools = Pick<VaultContext, 'db' | 'now' | 'secrets'>

/** The rows of fields, sealed and indexed. */
export const fieldRows = (
  { secrets }: Pick<Tools, 'secrets'>,
  customerId: string,
  key: KeyObject,
  fields: readonly Field[],
): CustomerFieldRow[] => {
  const indexes = indexesUnder(secrets)
  return fields.map(({ kind, value }) => ({
    customer_id: customerId,
    kind,
    value: sealField(key, secrets.suite, value, { kind, customerId }),
    exact_index: indexes.exact(kind, value),
    last_four_index: indexes.lastFour(kind, value),
  }))
}

/** Writes the fields, over what there was of the same kind. */
export const writeFields = async (
  ctx: Tools,
  customerId: string,
  key: KeyObject,
  fields: readonly Field[],
): Promise<void> => {
  if (fields.length === 0) return
  await ctx.db
    .insertInto('customer_field')
    .values(fieldRows(ctx, customerId, key, fields))
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'kind']).doUpdateSet((eb) => ({
        value: eb.ref('excluded.value'),
        exact_index: eb.ref('excluded.exact_index'),
        last_four_index: eb.ref('excluded.last_four_index'),
      })),
    )
    .execute()
}

/**
 * The fields of these customers in clear, for masks and for an opening that is on record. Nothing but what is asked for is
 * opened; a customer whose key was destroyed is absent.
 */
export const openedFields = async (
  ctx: Pick<Tools, 'db' | 'secrets'>,
  customers: readonly Pick<CustomerRow, 'id' | 'data_key'>[],
  kinds: readonly FieldKind[],
): Promise<ReadonlyMap<string, readonly Field[]>> => {
  const keys = await dataKeysOf(ctx, customers)
  const opened = new Map<string, Field[]>()
  if (keys.size === 0 || kinds.length === 0) return opened
  const rows = await ctx.db
    .selectFrom('customer_field')
    .select(['customer_id', 'kind', 'value'])
    .where('customer_id', 'in', [...keys.keys()])
    .where('kind', 'in', kinds)
    .execute()
  for (const { customer_id: customerId, kind, value: sealed } of rows) {
    const key = keys.get(customerId)
    if (key === undefined) continue
    const value = openField(key, sealed, { kind, customerId })
    opened.set(customerId, [...(opened.get(customerId) ?? []), { kind, value }])
  }
  return opened
}
