import { changeOf, reasonsFor } from './compare-verdicts.ts'
import { dryRunJob } from './dry-run-job.ts'
import { defineJob } from './scope.ts'
import type { DryRunKind } from './tables.ts'

/** Texts of one batch: half a second of work in the thread, so that whoever tries a word meanwhile hardly waits. */
const batchSize = 200

/** Items that are kept for the list; the counts go on. */
const mostItems = 2000

/**
 * One batch of a dry-run. It goes on from where its row stands, so that a restart loses at most one batch and a second
 * job for the same batch does nothing.
 */
export const carryOnDryRun = defineJob({
  name: dryRunJob,
  prepare: async ({ db, ports }, { id }) => {
    if (typeof id !== 'string') return undefined
    const run = await db.selectFrom('rule_dry_run').selectAll().where('id', '=', id).executeTakeFirst()
    if (run?.state !== 'running') return undefined
    const { engine, copy } = ports
    const set = await engine.draftSet(db)
    if (
      set === undefined ||
      set.draft.id !== run.draft_id ||
      set.draft.revision !== run.revision ||
      set.digest !== run.digest
    ) {
      return { run, superseded: true, items: [], checked: 0, last: null }
    }
    const inForce = await engine.inForce(db)
    const texts = await copy.submitted(db, { since: run.since, after: run.position, limit: batchSize })
    const before = await engine.thread.check(inForce, texts)
    const after = await engine.thread.check(set, texts)
    const items = texts.flatMap((text, at) => {
      const [old, young] = [before[at], after[at]]
      const kind = old === undefined || young === undefined ? null : changeOf(old.decision, young.decision)
      if (old === undefined || young === undefined || kind === null) return []
      return [{ text, kind, before: old.decision, after: young.decision, findings: reasonsFor(kind, old, young) }]
    })
    return { run, superseded: false, items, checked: texts.length, last: texts.at(-1)?.id ?? null }
  },
  run: async (ctx, _data, prepared) => {
    if (prepared === undefined) return
    const { run, superseded, items, checked, last } = prepared
    const row = await ctx.db
      .selectFrom('rule_dry_run')
      .selectAll()
      .where('id', '=', run.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    // Cancelled meanwhile, or another job was faster.
    if (row.state !== 'running' || row.position !== run.position) return
    if (superseded) {
      await ctx.db
        .updateTable('rule_dry_run')
        .set({ state: 'superseded', ended_at: ctx.now })
        .where('id', '=', run.id)
        .execute()
      return
    }
    const { count: kept } = await ctx.db
      .selectFrom('rule_dry_run_item')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('run_id', '=', run.id)
      .executeTakeFirstOrThrow()
    const room = items.slice(0, Math.max(0, mostItems - kept))
    if (room.length > 0) {
      await ctx.db
        .insertInto('rule_dry_run_item')
        .values(
          room.map(({ text, kind, before, after, findings }) => ({
            run_id: run.id,
            submission_id: text.id,
            material_id: text.materialId,
            title: text.title,
            submitted_at: text.submittedAt,
            kind,
            before,
            after,
            findings: JSON.stringify(findings),
          })),
        )
        .execute()
    }
    const of = (kind: DryRunKind): number => items.filter((item) => item.kind === kind).length
    const done = checked < batchSize
    const counts = {
      checked: row.checked + checked,
      more_stopped: row.more_stopped + of('more-stopped'),
      fewer_stopped: row.fewer_stopped + of('fewer-stopped'),
      more_reviewed: row.more_reviewed + of('more-reviewed'),
      fewer_reviewed: row.fewer_reviewed + of('fewer-reviewed'),
    }
    await ctx.db
      .updateTable('rule_dry_run')
      .set({
        ...counts,
        position: last ?? row.position,
        progressed_at: ctx.now,
        ...(done ? { state: 'done', ended_at: ctx.now, total: counts.checked } : {}),
      })
      .where('id', '=', run.id)
      .execute()
    if (!done) await ctx.enqueue(dryRunJob, { id: run.id }, { key: `${run.id} ${last ?? ''}` })
    else ctx.record({ type: 'rules.dry-run-finished', subject: { kind: 'rule-dry-run', id: run.id }, detail: counts })
  },
})
