import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { lockCredential } from './credential-fields.ts'
import { askForRotation } from './due.ts'
import { credentialRetired } from './sealed-value.ts'

export const reportLeak = defineOperation({
  name: 'accounts.report-leak',
  summary: { zh: '标记凭证已泄露，停止使用并限时更换', en: 'Report a credential as leaked: it is used no more and replaced in a day' },
  effect: 'change',
  permission: 'accounts.manage-credentials',
  records: ['credential.leaked', 'credential.rotation-asked'],
  input: z.strictObject({ id: z.uuid(), note: z.string().trim().min(2).max(500) }),
  output: z.object({ dueAt: z.iso.datetime() }),
  run: async (ctx, { id, note }) => {
    const credential = await lockCredential(ctx, id)
    if (credential.state === 'retired') throw credentialRetired()
    await ctx.db.updateTable('credential').set({ state: 'leaked' }).where('id', '=', id).execute()
    ctx.record({ type: 'credential.leaked', subject: { kind: 'credential', id }, detail: { name: credential.name, note } })
    const { dueAt } = await askForRotation(ctx, credential, { why: 'leaked' })
    return { dueAt: dueAt.toISOString() }
  },
})
