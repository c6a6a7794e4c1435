import { sealText } from './sealed.ts'
import type { RequestsContext } from './scope.ts'
import { step } from './step.ts'
import type { RequestRow } from './tables.ts'
import { dropNews } from './telling/tell-person.ts'

/** Lets the clock go on, with what the person answered. @throws Problem `request.state-changed` */
export const takeReply = async (ctx: RequestsContext, row: RequestRow, { text, from }: { text: string; from: 'person' | 'staff' }): Promise<void> => {
  await step(ctx, row, 'reply', { sealed_reply: await sealText(ctx, { id: row.id, column: 'sealed_reply', text }) })
  const { state } = await ctx.db.selectFrom('obligation').select('state').where('id', '=', row.obligation_id).executeTakeFirstOrThrow()
  // One that was overdue when the person was asked runs on.
  if (state === 'paused') await ctx.obligations.resume(row.obligation_id)
  await dropNews(ctx, row.id, ['question'])
  ctx.record({ type: 'request.replied', subject: { kind: 'rights-request', id: row.id }, detail: { from } })
}
