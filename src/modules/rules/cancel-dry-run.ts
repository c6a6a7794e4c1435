import { z } from 'zod'
import { dryRunNotRunning } from './problems.ts'
import { defineOperation } from './scope.ts'

export const cancelDryRun = defineOperation({
  name: 'rules.cancel-dry-run',
  summary: { zh: '取消试运行', en: 'Cancel the dry-run' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.dry-run-cancelled'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { id }) => {
    const cancelled = await ctx.db
      .updateTable('rule_dry_run')
      .set({ state: 'cancelled', ended_at: ctx.now })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .returning('checked')
      .executeTakeFirst()
    if (cancelled === undefined) throw dryRunNotRunning()
    const detail = { checked: cancelled.checked }
    ctx.record({ type: 'rules.dry-run-cancelled', subject: { kind: 'rule-dry-run', id }, detail })
    return {}
  },
})
