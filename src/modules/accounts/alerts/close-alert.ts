import type { AccountsContext } from '../scope.ts'
import { overrules } from './alert-gate.ts'
import { cancelSteps } from './steps/open-steps.ts'
import type { AlertDecision, PlatformAlert } from './tables.ts'

type Closing = { alert: PlatformAlert; decision: AlertDecision; reason: string | null; by: string }

/** Writes what people decided, beside what the machine thought, and stops the clock of the triage. */
export const closeAlert = async (ctx: AccountsContext, { alert, decision, reason, by }: Closing): Promise<void> => {
  await ctx.db
    .updateTable('platform_alert')
    .set({ decision, decided_at: ctx.now, decided_by: by, decision_reason: reason })
    .where('id', '=', alert.id)
    .execute()
  await ctx.obligations.meet(alert.triage_id, { decision, by })
  if (decision !== 'stolen') await cancelSteps(ctx, alert.id, decision === 'genuine' ? '已核实为本人操作' : '已核实为假冒通知')
  ctx.record({
    type: 'alert.decided',
    subject: { kind: 'platform-alert', id: alert.id },
    detail: {
      account: alert.account_id, decision, machine: alert.verdict, overruled: overrules(decision, alert.verdict), reason,
      late: ctx.now > alert.due_at,
    },
  })
}
