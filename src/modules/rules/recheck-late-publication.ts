import { offencesAmong } from './carry-on-recheck.ts'
import { raiseOffence } from './recheck-store.ts'
import { defineJob } from './scope.ts'

/** Publications of one material that are looked at; it has twenty accounts at most. */
const mostPublications = 100

/**
 * What was checked by older rules and published after newer ones came into force is checked again as well (CNT-7): the
 * re-check of everything live may have passed it by.
 */
export const recheckLatePublication = defineJob({
  name: 'rules.recheck-late-publication',
  on: ['publication.recorded'],
  prepare: async ({ db, ports }, { subjectId }) => {
    if (typeof subjectId !== 'string') return undefined
    const { label, number, packsVersion } = await ports.engine.inForce(db)
    const live = await ports.copy.live(db, { after: null, limit: mostPublications, materialId: subjectId })
    const late = live.filter(({ rulesVersion }) => rulesVersion !== label)
    if (late.length === 0) return undefined
    return { label, number, packsVersion, offences: await offencesAmong(db, ports, late) }
  },
  run: async (ctx, _data, prepared) => {
    if (prepared === undefined) return
    const recheck = await ctx.db
      .selectFrom('rule_recheck')
      .select('id')
      .where('packs_version', '=', prepared.packsVersion)
      .where((where) => (prepared.number === 0 ? where('version', 'is', null) : where('version', '=', prepared.number)))
      .executeTakeFirst()
    if (recheck === undefined) return
    for (const offence of prepared.offences) {
      const raised = await raiseOffence(ctx, offence, { recheckId: recheck.id, label: prepared.label })
      if (!raised) continue
      await ctx.db
        .updateTable('rule_recheck')
        .set(({ eb }) => ({ offending: eb('offending', '+', 1) }))
        .where('id', '=', recheck.id)
        .execute()
    }
  },
})
