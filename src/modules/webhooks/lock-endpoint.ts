import { notFound } from '../../kernel/errors.ts'
import type { WebhooksContext } from './scope.ts'

/**
 * An endpoint, locked for a change.
 * @throws Problem `record.not-found`
 */
export const lockEndpoint = async (ctx: Pick<WebhooksContext, 'db'>, id: string) => {
  const found = ctx.db.selectFrom('webhook_endpoint').selectAll().where('id', '=', id)
  const row = await found.forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}
