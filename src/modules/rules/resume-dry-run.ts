import { z } from 'zod'
import { lockDraft } from './draft-store.ts'
import { dryRunJob } from './dry-run-job.ts'
import { dryRunNotCancelled, dryRunRunning } from './problems.ts'
import { defineOperation } from './scope.ts'

export const resumeDryRun = defineOperation({
  name: 'rules.resume-dry-run',
  summary: { zh: '继续取消过的试运行', en: 'Go on with a dry-run that was cancelled' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.dry-run-resumed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const draft = await lockDraft(ctx)
    const running = await ctx.db
      .selectFrom('rule_dry_run')
      .select('id')
      .where('state', '=', 'running')
      .executeTakeFirst()
    if (running !== undefined) throw dryRunRunning()
    const resumed = await ctx.db
      .updateTable('rule_dry_run')
      .set({ state: 'running', ended_at: null, progressed_at: ctx.now })
      .where('id', '=', id)
      .where('state', '=', 'cancelled')
      .where('draft_id', '=', draft.id)
      .where('revision', '=', draft.revision)
      .returning('checked')
      .executeTakeFirst()
    if (resumed === undefined) throw dryRunNotCancelled()
    const detail = { checked: resumed.checked }
    ctx.record({ type: 'rules.dry-run-resumed', subject: { kind: 'rule-dry-run', id }, detail })
    await ctx.enqueue(dryRunJob, { id }, { key: `${id} again ${ctx.now.getTime()}` })
    return {}
  },
})
