import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'

export const unlinkApp = defineOperation({
  name: 'accounts.unlink-app',
  summary: { zh: '登记已解除的应用授权', en: 'Record that an application was unlinked from an account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['app.unlinked'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const app = await ctx.db
      .updateTable('linked_app')
      .set({ unlinked_at: ctx.now })
      .where('id', '=', id)
      .where('unlinked_at', 'is', null)
      .returning(['account_id', 'name'])
      .executeTakeFirst()
    if (app === undefined) throw notFound()
    ctx.record({
      type: 'app.unlinked',
      subject: { kind: 'account', id: app.account_id },
      detail: { app: id, name: app.name },
    })
    return {}
  },
})
