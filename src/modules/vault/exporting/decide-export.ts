import { z } from 'zod'
import { enforce } from '../../../kernel/gate.ts'
import { refusePersonalData } from '../fields/input.ts'
import { defineOperation, personOf } from '../scope.ts'
import { isBlocked, isThrottled, standingOf } from '../watching/standing.ts'
import { agreeGate } from './agree-gate.ts'
import { exportsLink } from './agreement.ts'
import { endExport, isInReach, lockExport, requireStep } from './export-store.ts'
import { wakeMaking } from './wake.ts'

export const decideExport = defineOperation({
  name: 'vault.decide-export',
  summary: { zh: '同意或不同意他人的导出申请', en: 'Agree to an export that somebody else asked for, or refuse it' },
  effect: 'change',
  permission: 'vault.decide-exports',
  fresh: true,
  records: ['export.agreed', 'export.refused'],
  input: z.strictObject({ id: z.uuid(), agree: z.boolean(), reason: z.string().trim().min(2).max(200) }),
  output: z.object({}),
  run: async (ctx, { id, agree, reason }) => {
    const person = personOf(ctx)
    refusePersonalData({ zh: '理由', en: 'Reason' }, reason)
    const asked = await lockExport(ctx, id)
    const standing = await standingOf(ctx, person.id)
    const ownAlert = agree && (isBlocked(standing) || isThrottled(standing))
    enforce(agreeGate({ ownAlert, samePerson: asked.asked_by === person.id, inReach: isInReach(person, asked) }))
    requireStep(asked, agree ? 'making' : 'refused')
    await ctx.db.updateTable('vault_export').set({ decided_by: person.id, decided_at: ctx.now, decision_reason: reason }).where('id', '=', id).execute()
    if (asked.obligation_id !== null) await ctx.obligations.meet(asked.obligation_id, { decision: agree ? 'agreed' : 'refused', by: person.id })
    ctx.record({ type: agree ? 'export.agreed' : 'export.refused', subject: { kind: 'vault-export', id }, detail: { reason, customers: asked.customers } })
    if (agree) {
      await ctx.db.updateTable('vault_export').set({ state: 'making', moved_at: ctx.now }).where('id', '=', id).execute()
      await wakeMaking(ctx, id)
    } else {
      await endExport(ctx, asked, 'refused')
    }
    await ctx.notify(asked.asked_by, {
      kind: 'vault.export-decided',
      sentence: agree
        ? { zh: '{name}同意了您的导出申请', en: '{name} agreed to your export' }
        : { zh: '{name}没有同意您的导出申请', en: '{name} refused your export' },
      params: { name: person.name },
      link: exportsLink,
    })
    return {}
  },
})
