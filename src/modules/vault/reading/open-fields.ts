import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { visibleCustomer } from '../customers.ts'
import { type Field, kindField, refusePersonalData } from '../fields/input.ts'
import { isSensitive, kindNames } from '../fields/kinds.ts'
import { openedFields } from '../fields/store.ts'
import { keysOf } from '../origin.ts'
import { noSuchFields } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { limitsIn } from '../settings/limits.ts'
import { isNearby } from '../watching/search-trail.ts'
import { readingEvents, watchReading } from '../watching/watch-reading.ts'
import { elsewhereOf } from './masked-customer.ts'
import { openGate } from './open-gate.ts'
import { readingPurposes } from './purposes.ts'

export const openFields = defineOperation({
  name: 'vault.open-fields',
  summary: { zh: '查看客户信息原文：须有目的和理由，限量、限时并登记', en: 'Show fields of a customer in clear: with purpose and reason, limited, on record' },
  effect: 'change',
  permission: 'vault.open',
  fresh: true,
  records: ['customer.fields-opened', ...readingEvents],
  input: z.strictObject({
    id: z.uuid(),
    kinds: z.array(kindField).min(1).max(kindNames.length),
    purpose: z.enum(keysOf(readingPurposes)),
    /** For what exactly; goes into the ledger, so no personal data. */
    reason: z.string().trim().min(4).max(200),
  }),
  output: z.object({
    fields: z.array(z.object({ kind: kindField, value: z.string() })),
    /** After so many seconds the screen hides them again. */
    seconds: z.int(),
    /** Fields that this person may still open within the hour. */
    left: z.int(),
  }),
  run: async (ctx, { id, kinds: asked, purpose, reason }) => {
    const person = personOf(ctx)
    refusePersonalData({ zh: '理由', en: 'Reason' }, reason)
    const { fieldsAnHour, shownSeconds } = await limitsIn(ctx)
    const customer = await visibleCustomer(ctx, id)
    const kinds = [...new Set(asked)]
    const sensitive = kinds.some((kind) => isSensitive(kind, customer))
    const elsewhere = elsewhereOf(person, [customer])
    const watched = await watchReading(ctx, { kind: 'opened', records: 1, elsewhere: elsewhere.elsewhere ?? 0, customerId: id })
    const [recent, limit] = [watched.fieldsLastHour + watched.exportedLastHour, Math.ceil(fieldsAnHour / watched.slower)]
    const facts = { state: customer.state, purpose, sensitive, recent, wanted: kinds.length, limit }
    watched.enforce(openGate({ ...facts, maySensitive: mayDo(person, 'vault.open-sensitive') }))
    if (sensitive) ctx.used('vault.open-sensitive')
    const fields = (await openedFields(ctx, [customer], kinds)).get(id) ?? []
    if (fields.length === 0) throw noSuchFields()
    // Known once it is open, so it counts from the next reading on.
    const mobile = fields.find(({ kind }) => kind === 'mobile')
    const nearby = mobile !== undefined && (await isNearby(ctx, person.id, mobile))
    ctx.record({
      type: 'customer.fields-opened',
      subject: { kind: 'customer', id },
      detail: { kinds: fields.map(({ kind }) => kind), count: fields.length, purpose, reason: withoutValues(reason, fields), seconds: shownSeconds, ...elsewhere, ...(nearby ? { nearby } : {}) },
    })
    return { fields: [...fields], seconds: shownSeconds, left: limit - recent - fields.length }
  },
})

/** A name that screening does not recognise is known here. Taken out, not refused: a refusal would leave no entry. */
const withoutValues = (reason: string, fields: readonly Field[]): string => {
  const without = (text: string): string => fields.reduce((rest, { value }) => rest.replaceAll(value, '***'), text)
  const written = without(reason)
  // Written in full width it is the same value.
  const folded = written.normalize('NFKC')
  return without(folded) === folded ? written : without(folded)
}
