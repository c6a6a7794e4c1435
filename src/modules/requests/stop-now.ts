import type { Sentence } from '../../kernel/sentence.ts'
import { holderTools, type RequestsContext } from './scope.ts'
import { answerRequest } from './step.ts'
import type { RequestRow } from './tables.ts'

/**
 * Lets a withdrawal or an objection take effect, before anything is answered: everywhere, for everybody whom it may be
 * about, since it can hurt nobody to be sent nothing. Where nothing is left to decide, that is the answer.
 * @param row proven
 */
export const stopNow = async (ctx: RequestsContext, row: RequestRow): Promise<void> => {
  if ((row.kind !== 'withdraw' && row.kind !== 'object') || row.reach === null) return
  const said: Sentence[] = []
  let erasureDue = false
  for (const subject of row.subject === null ? row.candidates : [row.subject]) {
    for (const { stop } of ctx.ports.holders()) {
      const done = await stop?.(holderTools(ctx), subject, { kind: row.kind, reach: row.reach })
      if (done === undefined) continue
      said.push(...done.said)
      erasureDue ||= row.kind === 'withdraw' && done.erasureDue
    }
  }
  // The same of two customers is said once.
  const outcome = [...new Map(said.map((sentence) => [sentence.zh, sentence])).values()]
  ctx.record({
    type: 'request.stopped',
    subject: { kind: 'rights-request', id: row.id },
    detail: { kind: row.kind, reach: row.reach, customers: row.subject === null ? row.candidates : [row.subject], erasureDue },
  })
  if (erasureDue || row.candidates.length === 0) {
    await ctx.db.updateTable('rights_request').set({ outcome: JSON.stringify(outcome) }).where('id', '=', row.id).execute()
    return
  }
  await answerRequest(ctx, row, { by: 'settle', outcome })
}
