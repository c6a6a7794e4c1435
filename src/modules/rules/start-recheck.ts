import { newId } from '../../kernel/id.ts'
import { labelOf } from './in-force.ts'
import type { RulesContext } from './scope.ts'

export const recheckJob = 'rules.recheck'

/**
 * Begins to check everything live by rules that came into force (CNT-7); an older re-check is given up, because this
 * one covers what it would have. Rules that were rechecked before are not rechecked again.
 */
export const startRecheck = async (
  ctx: RulesContext,
  { number, packsVersion }: { number: number; packsVersion: string },
): Promise<void> => {
  const total = await ctx.ports.copy.countLive(ctx.db)
  const id = newId(ctx.now.getTime())
  const inserted = await ctx.db
    .insertInto('rule_recheck')
    .values({
      id,
      version: number === 0 ? null : number,
      packs_version: packsVersion,
      state: 'running',
      total,
      checked: 0,
      offending: 0,
      position: null,
      started_at: ctx.now,
      progressed_at: ctx.now,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) return
  await ctx.db
    .updateTable('rule_recheck')
    .set({ state: 'superseded', ended_at: ctx.now })
    .where('state', '=', 'running')
    .where('id', '<>', id)
    .execute()
  ctx.record({
    type: 'rules.recheck-started',
    subject: { kind: 'rule-recheck', id },
    detail: { version: labelOf(number, packsVersion), total },
  })
  await ctx.enqueue(recheckJob, { id }, { key: id })
}
