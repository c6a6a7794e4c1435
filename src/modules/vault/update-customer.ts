import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { consentGate } from './consent-gate.ts'
import { lockCustomer, requireActive } from './customers.ts'
import { checkedFields, isMinor, kindField, typedField } from './fields/input.ts'
import { isSensitive, kindNames } from './fields/kinds.ts'
import { dataKeysOf } from './fields/sealed-fields.ts'
import { openedFields, writeFields } from './fields/store.ts'
import { consentColumns, consentInput, keptInput } from './origin-input.ts'
import { nothingLeft } from './problems.ts'
import { defineOperation, personOf } from './scope.ts'

export const updateCustomer = defineOperation({
  name: 'vault.update-customer',
  summary: { zh: '修改客户信息', en: 'Change a customer' },
  effect: 'change',
  permission: 'vault.register',
  records: ['customer.changed'],
  input: z.strictObject({
    id: z.uuid(),
    /** Written over what there is of the same kind; the rest stays. */
    set: z.array(typedField).max(kindNames.length).default([]),
    remove: z.array(kindField).max(kindNames.length).default([]),
    /** A new right to keep the data; without it the one on record goes on. */
    consent: consentInput.optional(),
    kept: keptInput.optional(),
  }),
  output: z.object({}),
  run: async (ctx, { id, set: typed, remove, consent, kept }) => {
    personOf(ctx)
    const customer = requireActive(await lockCustomer(ctx, id))
    const set = checkedFields(typed)
    const before = (await openedFields(ctx, [customer], kindNames)).get(id) ?? []
    const changed = new Set([...set.map(({ kind }) => kind), ...remove])
    const after = [...before.filter(({ kind }) => !changed.has(kind)), ...set]
    if (after.length === 0) throw nothingLeft()
    const columns = consent === undefined ? {} : consentColumns(consent, ctx.now, set.map(({ value }) => value))
    const inForce = { ...customer, ...columns }
    const minor = isMinor(after, ctx.now)
    enforce(
      consentGate({
        basis: inForce.basis,
        separateConsent: inForce.separate_consent,
        guardianConsent: inForce.guardian_consent,
        sensitive: after.some(({ kind }) => isSensitive(kind, { minor })),
        minor,
      }),
    )
    const key = (await dataKeysOf(ctx, [customer])).get(id)
    if (key === undefined) throw new Error('An active customer has a key')
    const gone = remove.filter((kind) => !set.some((field) => field.kind === kind))
    if (gone.length > 0) await ctx.db.deleteFrom('customer_field').where('customer_id', '=', id).where('kind', 'in', gone).execute()
    await writeFields(ctx, id, key, set)
    await ctx.db
      .updateTable('customer')
      .set({ ...columns, minor, changed_at: ctx.now, ...(kept === undefined ? {} : { kept_until: kept?.until ?? null, kept_for: kept?.for ?? null }) })
      .where('id', '=', id)
      .execute()
    ctx.record({
      type: 'customer.changed',
      subject: { kind: 'customer', id },
      detail: {
        kinds: set.map(({ kind }) => kind),
        removed: gone,
        ...(consent === undefined ? {} : { basis: consent.basis }),
        ...(kept === undefined ? {} : { kept }),
      },
    })
    return {}
  },
})
