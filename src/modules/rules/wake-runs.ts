import { dryRunJob } from './dry-run-job.ts'
import { defineJob } from './scope.ts'
import { recheckJob, startRecheck } from './start-recheck.ts'

/** A run that has not moved for so long has lost its job. */
const stillMinutes = 3

/**
 * Carries on what stands still because its job was lost, and has everything live rechecked where an upgrade of the
 * program brought other packs. The rows are the truth.
 */
export const wakeRuns = defineJob({
  name: 'rules.wake-runs',
  schedule: '*/2 * * * *',
  prepare: ({ db, ports }) => ports.engine.inForce(db),
  run: async (ctx, _data, { number, packsVersion }) => {
    const before = new Date(ctx.now.getTime() - stillMinutes * 60_000)
    const dryRuns = await ctx.db
      .selectFrom('rule_dry_run')
      .select('id')
      .where('state', '=', 'running')
      .where('progressed_at', '<', before)
      .execute()
    for (const { id } of dryRuns) await ctx.enqueue(dryRunJob, { id }, { key: `${id} awake` })
    const rechecks = await ctx.db
      .selectFrom('rule_recheck')
      .select('id')
      .where('state', '=', 'running')
      .where('progressed_at', '<', before)
      .execute()
    for (const { id } of rechecks) await ctx.enqueue(recheckJob, { id }, { key: `${id} awake` })
    await startRecheck(ctx, { number, packsVersion })
  },
})
