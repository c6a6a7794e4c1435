import type { Updateable } from 'kysely'
import { notFound } from '../../kernel/errors.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import { isEnded, nextState, openDays, type RequestStep } from './life-cycle.ts'
import type { RequestsContext } from './scope.ts'
import type { RequestRow, RequestsTables } from './tables.ts'
import { tellPerson } from './telling/tell-person.ts'

type Changes = Updateable<RequestsTables['rights_request']>

/** The request, held until the end of the transaction, so that of two who act at once one finds it changed. @throws Problem `record.not-found` */
export const lockRequest = async ({ db }: Pick<RequestsContext, 'db'>, id: string): Promise<RequestRow> => {
  const row = await db.selectFrom('rights_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/**
 * Takes one step with a request that is held.
 * @throws Problem `request.state-changed` where the step is not possible any more
 */
export const step = async (ctx: RequestsContext, row: RequestRow, taken: RequestStep, changes: Changes = {}): Promise<void> => {
  const state = nextState(row.state, taken)
  await ctx.db
    .updateTable('rights_request')
    .set({ state, ...changes, ...(isEnded(state) ? ending(ctx) : {}) })
    .where('id', '=', row.id)
    .execute()
}

const ending = ({ now, actor }: RequestsContext): Changes => ({
  ended_at: now,
  ended_by: actor.kind === 'person' ? actor.id : null,
  open_until: new Date(now.getTime() + openDays * 86_400_000),
})

/** Ends a request as answered: what was done stands in the outcome, the promise is kept with it as evidence. */
export const answerRequest = async (
  ctx: RequestsContext,
  row: RequestRow,
  { by, outcome, note = null, changes = {} }: { by: 'answer' | 'settle'; outcome: readonly Sentence[]; note?: string | null; changes?: Changes },
): Promise<void> => {
  await step(ctx, row, by, { outcome: JSON.stringify(outcome), note, ...changes })
  await ctx.obligations.meet(row.obligation_id, { request: row.id, outcome: 'answered' })
  await tellPerson(ctx, row, 'answer')
  ctx.record({
    type: 'request.answered',
    subject: { kind: 'rights-request', id: row.id },
    detail: { kind: row.kind, done: outcome.length, ...(typeof changes.answer_digest === 'string' ? { digest: changes.answer_digest } : {}) },
  })
}
