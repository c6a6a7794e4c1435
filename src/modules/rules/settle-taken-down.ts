import { defineJob } from './scope.ts'

/** What was taken down offends no longer: its obligation is met. */
export const settleTakenDown = defineJob({
  name: 'rules.settle-taken-down',
  on: ['publication.taken-down'],
  run: async (ctx, { subjectId, entryId }) => {
    if (typeof subjectId !== 'string') return
    const open = await ctx.db
      .selectFrom('rule_offence')
      .select('publication_id')
      .where('material_id', '=', subjectId)
      .where('settled_at', 'is', null)
      .execute()
    const live = await ctx.ports.copy.stillLive(
      ctx.db,
      open.map(({ publication_id: id }) => id),
    )
    const down = open.map(({ publication_id: id }) => id).filter((id) => !live.has(id))
    if (down.length === 0) return
    const settled = await ctx.db
      .updateTable('rule_offence')
      .set({ taken_down: true, settled_at: ctx.now })
      .where('publication_id', 'in', down)
      .where('settled_at', 'is', null)
      .returning('obligation_id')
      .execute()
    const ids = [...new Set(settled.map(({ obligation_id: id }) => id))]
    for (const id of ids) await ctx.obligations.meet(id, { takenDown: true, ledgerEntry: String(entryId) })
  },
})
