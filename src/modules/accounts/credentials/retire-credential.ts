import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { lockCredential } from './credential-fields.ts'
import { credentialRetired } from './sealed-value.ts'

export const retireCredential = defineOperation({
  name: 'accounts.retire-credential',
  summary: { zh: '停用并销毁凭证', en: 'Retire a credential and destroy its value' },
  effect: 'change',
  permission: 'accounts.manage-credentials',
  fresh: true,
  records: ['credential.retired'],
  input: z.strictObject({ id: z.uuid(), reason: z.string().trim().min(2).max(500) }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    const credential = await lockCredential(ctx, id)
    if (credential.state === 'retired') throw credentialRetired()
    await ctx.db
      .updateTable('credential')
      .set({ state: 'retired', sealed_value: null, rotation_id: null })
      .where('id', '=', id)
      .execute()
    if (credential.rotation_id !== null) await ctx.obligations.cancel(credential.rotation_id, `凭证已停用：${reason}`)
    ctx.record({ type: 'credential.retired', subject: { kind: 'credential', id }, detail: { name: credential.name, reason } })
    return {}
  },
})
