import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { ownerOfRow } from '../../../kernel/obligation/owner.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { decidesAll } from './alert-reach.ts'
import { stepSettled } from './problems.ts'

export const completeAlertStep = defineOperation({
  name: 'accounts.complete-alert-step',
  summary: { zh: '登记告警处置的一步已完成', en: 'Say that a step after an alert is done, with proof' },
  effect: 'change',
  // Whoever the step was left to needs no right of their own; anybody else needs that of deciding alerts.
  permission: 'signed-in',
  records: ['alert.step-done'],
  input: z.strictObject({ id: z.uuid(), proof: z.string().trim().min(4).max(1000) }),
  output: z.object({}),
  run: async (ctx, { id, proof }) => {
    const step = await ctx.db
      .selectFrom('platform_alert_step as step')
      .innerJoin('obligation', 'obligation.id', 'step.obligation_id')
      .select(['step.alert_id', 'step.step', 'step.state', 'step.obligation_id'])
      .select(['obligation.owner_person', 'obligation.owner_post', 'obligation.owner_department'])
      .where('step.id', '=', id)
      .forUpdate('step')
      .executeTakeFirst()
    const by = actingPerson(ctx)
    if (step === undefined || by === null) throw notFound()
    const owner = ownerOfRow(step)
    const isOwner = owner !== undefined && 'personId' in owner && owner.personId === by
    if (!isOwner && !decidesAll(ctx)) throw notFound()
    if (!isOwner) ctx.used('accounts.decide-alerts')
    if (step.state !== 'open') throw stepSettled()
    await ctx.db
      .updateTable('platform_alert_step')
      .set({ state: 'done', proof, settled_at: ctx.now, settled_by: by })
      .where('id', '=', id)
      .execute()
    await ctx.obligations.meet(step.obligation_id, { step: step.step })
    ctx.record({ type: 'alert.step-done', subject: { kind: 'platform-alert', id: step.alert_id }, detail: { step: step.step, proof } })
    return {}
  },
})
