import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import { checkedFields } from '../fields/input.ts'
import { defineOperation, personOf } from '../scope.ts'
import { contactDigest } from './decoy-marks.ts'
import { plantDecoy } from './plant.ts'
import { contactKinds, type DecoyPayload, sealDecoy } from './sealed-decoy.ts'

const contactTaken = defineProblem('conflict', 'decoy.contact-taken', {
  zh: '这个联系方式已用于另一位诱饵客户；每位诱饵客户要用不同的联系方式，才能看出是哪一位泄露。',
  en: 'This contact belongs to another decoy; give each its own, or nobody can tell which one leaked.',
})

export const makeDecoy = defineOperation({
  name: 'vault.make-decoy',
  summary: { zh: '设置诱饵客户', en: 'Make a decoy customer' },
  effect: 'change',
  permission: 'vault.manage-decoys',
  fresh: true,
  records: ['decoy.made', 'decoy.planted'],
  input: z.strictObject({
    departmentId: z.uuid(),
    label: z.string().trim().min(2).max(60),
    /** Numbers and addresses that the company controls and uses for nothing else. */
    contacts: z.array(z.strictObject({ kind: z.enum(contactKinds), value: z.string().trim().min(1).max(254) })).min(1).max(contactKinds.length),
    /** `with-next`: some minutes after the next customer is registered, where nobody notices one more. */
    when: z.enum(['with-next', 'now']).default('with-next'),
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { departmentId, label, contacts: typed, when }) => {
    if (!(await ctx.ports.departments(ctx.db)).some(({ id }) => id === departmentId)) throw notFound()
    const contacts = checkedFields(typed) as DecoyPayload['contacts']
    const id = newId(ctx.now.getTime())
    const payload: DecoyPayload = { label, departmentId, contacts, customerId: null, plantedAt: null, cover: null }
    await ctx.db
      .insertInto('decoy')
      .values({ id, sealed: await sealDecoy(ctx, id, payload), mark: null, made_by: personOf(ctx).id, made_at: ctx.now })
      .execute()
    await ctx.db
      .insertInto('decoy_contact')
      .values(contacts.map(({ kind, value }) => ({ decoy_id: id, kind, digest: contactDigest(ctx, kind, value) })))
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? contactTaken() : error
      })
    ctx.record({ type: 'decoy.made', subject: { kind: 'decoy', id }, detail: { kinds: contacts.map(({ kind }) => kind) } })
    if (when === 'now') await plantDecoy(ctx, id, payload)
    return { id }
  },
})
