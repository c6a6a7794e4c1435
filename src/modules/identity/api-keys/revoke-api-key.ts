import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { mandatoryReason } from '../fields.ts'
import { apiKeyEnded } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'

export const revokeApiKey = defineOperation({
  name: 'identity.revoke-api-key',
  summary: { zh: '撤销接口密钥，立即失效', en: 'Revoke an API key, at once' },
  effect: 'change',
  permission: 'identity.manage-api-keys',
  records: ['api-key.revoked'],
  input: z.strictObject({ id: z.uuid(), reason: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    const key = await ctx.db
      .selectFrom('api_key')
      .select(['name', 'revoked_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (key === undefined) throw notFound()
    if (key.revoked_at !== null) throw apiKeyEnded()
    await ctx.db
      .updateTable('api_key')
      .set({ revoked_at: ctx.now, revoked_by: signedIn(ctx.actor).id })
      .where('id', '=', id)
      .execute()
    ctx.record({ type: 'api-key.revoked', subject: { kind: 'api-key', id }, detail: { name: key.name, reason } })
    return {}
  },
})
