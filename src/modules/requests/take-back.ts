import type { RequestsContext } from './scope.ts'
import { step } from './step.ts'
import type { RequestRow } from './tables.ts'
import { dropNews } from './telling/tell-person.ts'

/** Ends a request because the person wants it no more. @throws Problem `request.state-changed` */
export const takeBack = async (ctx: RequestsContext, row: RequestRow): Promise<void> => {
  await step(ctx, row, 'withdraw', { sealed_contact: null })
  await dropNews(ctx, row.id)
  await ctx.obligations.cancel(row.obligation_id, '本人撤回请求')
  ctx.record({ type: 'request.withdrawn', subject: { kind: 'rights-request', id: row.id } })
}
