import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { decisionGate } from './alert-gate.ts'
import { decidesAll, lockAlert, seesVerdict } from './alert-reach.ts'
import { closeAlert } from './close-alert.ts'
import { alertDecided } from './problems.ts'
import { openSteps } from './steps/open-steps.ts'
import { alertDecisions } from './tables.ts'

export const decideAlert = defineOperation({
  name: 'accounts.decide-alert',
  summary: { zh: '核实平台告警：本人、被盗或假冒通知', en: 'Decide an alert: one of us, stolen, or a forged notice' },
  effect: 'change',
  // The owner and the stand-in of the account need no right besides; anybody else needs that of deciding alerts.
  permission: 'signed-in',
  fresh: true,
  records: ['alert.decided'],
  input: z.strictObject({
    id: z.uuid(),
    decision: z.enum(alertDecisions),
    reason: z.string().trim().min(4).max(500).nullable(),
  }),
  output: z.object({}),
  run: async (ctx, { id, decision, reason }) => {
    const { alert, account, reach } = await lockAlert(ctx, id)
    const by = actingPerson(ctx)
    if (!seesVerdict(reach) || by === null) throw notFound()
    if (reach === 'everything') ctx.used('accounts.decide-alerts')
    if (alert.decision !== null) throw alertDecided()
    enforce(
      decisionGate({
        decision, core: account.core, verdict: alert.verdict, deciderId: by, administrator: decidesAll(ctx),
        claimedBy: alert.claimed_by, hasReason: reason !== null,
      }),
    )
    await closeAlert(ctx, { alert, decision, reason, by })
    if (decision === 'stolen') await openSteps(ctx, { alertId: id, account, verdict: 'likely-stolen' })
    return {}
  },
})
