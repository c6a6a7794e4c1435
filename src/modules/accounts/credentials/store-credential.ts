import { z } from 'zod'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import { defineOperation } from '../scope.ts'
import { checkOwner, descriptionFields, valueField } from './credential-fields.ts'
import { askForRotation } from './due.ts'
import { credentialKindField } from './kinds.ts'
import { lastFourOf, sealValue } from './sealed-value.ts'

const oneSubject = defineProblem('invalid', 'credential.one-subject', {
  zh: '请选择凭证所属的营销账号，或填写合作方名称，二者选一。',
  en: 'Choose the marketing account of the credential or name the partner, one of the two.',
})

export const storeCredential = defineOperation({
  name: 'accounts.store-credential',
  summary: { zh: '存入平台或合作方的凭证', en: 'Store a credential of a platform or partner' },
  effect: 'change',
  permission: 'accounts.manage-credentials',
  records: ['credential.stored'],
  input: z.strictObject({
    kind: credentialKindField,
    accountId: z.uuid().nullable(),
    partner: z.string().trim().min(1).max(100).nullable(),
    ...descriptionFields,
    /** Goes in and never comes out again but by a recorded reveal of a password. */
    value: valueField,
  }),
  output: z.object({ id: z.uuid(), lastFour: z.string(), dueAt: z.iso.datetime() }),
  run: async (ctx, { kind, accountId, partner, value, ...fields }) => {
    if ((accountId === null) === (partner === null)) throw oneSubject()
    await checkOwner(ctx, fields.ownerId)
    const account =
      accountId === null
        ? null
        : await ctx.db.selectFrom('marketing_account').select('platform').where('id', '=', accountId).executeTakeFirst()
    if (account === undefined) throw notFound()
    const id = newId(ctx.now.getTime())
    const row = {
      id,
      kind,
      name: fields.name,
      account_id: accountId,
      partner,
      platform: account?.platform ?? null,
      owner_id: fields.ownerId,
      rotation_days: fields.rotationDays,
      last_four: lastFourOf(kind, value),
      stored_at: ctx.now,
      rotated_at: ctx.now,
      due_at: ctx.now,
      rotation_id: null,
      state: 'active' as const,
    }
    await ctx.db
      .insertInto('credential')
      .values({
        ...row,
        purposes: JSON.stringify(fields.purposes),
        scopes: JSON.stringify(fields.scopes),
        sealed_value: await sealValue(ctx, id, value),
      })
      .execute()
    const { dueAt } = await askForRotation(ctx, row, { why: 'period', days: fields.rotationDays })
    ctx.record({
      type: 'credential.stored',
      subject: { kind: 'credential', id },
      detail: { kind, name: fields.name, account: accountId, partner, owner: fields.ownerId, scopes: fields.scopes },
    })
    return { id, lastFour: row.last_four, dueAt: dueAt.toISOString() }
  },
})
