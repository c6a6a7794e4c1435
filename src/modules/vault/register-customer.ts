import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { addCustomer } from './add-customer.ts'
import { consentGate } from './consent-gate.ts'
import { checkedFields, isMinor, typedField } from './fields/input.ts'
import { isSensitive, kindNames } from './fields/kinds.ts'
import { consentColumns, consentInput, keptInput, sourceColumns, sourceInput } from './origin-input.ts'
import { defineOperation, personOf } from './scope.ts'

export const registerCustomer = defineOperation({
  name: 'vault.register-customer',
  summary: { zh: '登记客户，须有来源和依据', en: 'Register a customer, with source and evidence' },
  effect: 'change',
  permission: 'vault.register',
  records: ['customer.registered'],
  input: z.strictObject({
    fields: z.array(typedField).min(1).max(kindNames.length),
    source: sourceInput,
    consent: consentInput,
    kept: keptInput.optional(),
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { fields: typed, source, consent, kept = null }) => {
    const person = personOf(ctx)
    const fields = checkedFields(typed)
    const values = fields.map(({ value }) => value)
    const minor = isMinor(fields, ctx.now)
    const sensitive = fields.some(({ kind }) => isSensitive(kind, { minor }))
    const columns = { ...sourceColumns(source, values), ...consentColumns(consent, ctx.now, values) }
    enforce(consentGate({ basis: consent.basis, separateConsent: consent.separate, guardianConsent: consent.guardian, sensitive, minor }))
    const id = await addCustomer(ctx, {
      fields,
      origin: columns,
      minor,
      departmentId: person.departmentId,
      registeredBy: person.id,
      kept,
    })
    return { id }
  },
})
