import { z } from 'zod'
import { defineProblem } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { refusePersonalData } from '../fields/input.ts'
import { defineOperation, personOf, type VaultContext } from '../scope.ts'
import { agreementGate } from './agreement-gate.ts'
import { lockAlert } from './lock-alert.ts'

/** Days for which the like of what was found harmless stays quiet. */
const mostCalmDays = 30
/** Working days in which a leak that is likely is looked into. */
const caseWorkingDays = 3

const decidedSo = defineProblem('conflict', 'reading.decided-so', {
  zh: '这条异常读取已经这样处理过了。',
  en: 'This was decided so already.',
})

export const decideReading = defineOperation({
  name: 'vault.decide-reading',
  summary: { zh: '处理异常读取：无害、停用或立案', en: 'Decide on unusual reading: harmless, stopped, or a case' },
  effect: 'change',
  permission: 'vault.decide-readings',
  fresh: true,
  records: ['reading.decided'],
  input: z.strictObject({
    id: z.uuid(),
    decision: z.enum(['harmless', 'block', 'case']),
    reason: z.string().trim().min(4).max(500),
    /** Where it is harmless: for so many days the like of it is not raised again. */
    calmDays: z.int().min(0).max(mostCalmDays).default(7),
  }),
  output: z.object({}),
  run: async (ctx, { id, decision, reason, calmDays }) => {
    refusePersonalData({ zh: '理由', en: 'Reason' }, reason)
    const { alert, facts } = await lockAlert(ctx, id)
    // What is harmless stays so; what was stopped may be lifted, or become a case.
    if (alert.decision === 'harmless' || alert.decision === decision) throw decidedSo()
    enforce(agreementGate({ ...facts, lets: decision === 'harmless' }))
    const person = personOf(ctx)
    await ctx.db
      .insertInto('reading_verdict')
      .values({ id: newId(ctx.now.getTime()), alert_id: id, person_id: alert.person_id, by_id: person.id, kind: decision, reason, at: ctx.now, until: null })
      .execute()
    await ctx.db
      .updateTable('reading_alert')
      .set({ decision, decided_at: alert.decided_at ?? ctx.now, calm_until: decision === 'harmless' ? new Date(ctx.now.getTime() + calmDays * 86_400_000) : null })
      .where('id', '=', id)
      .execute()
    if (alert.decided_at === null) await ctx.obligations.meet(alert.obligation_id, { decision })
    if (decision === 'case') await openCase(ctx, { id, personId: alert.person_id })
    ctx.record({ type: 'reading.decided', subject: { kind: 'reading-alert', id }, detail: { person: alert.person_id, decision, reason, ...(decision === 'harmless' ? { calmDays } : {}) } })
    return {}
  },
})

const openCase = async (ctx: VaultContext, { id, personId }: { id: string; personId: string }): Promise<void> => {
  const name = (await ctx.ports.people(ctx.db, [personId])).get(personId)?.name ?? ''
  await ctx.obligations.open({
    kind: 'vault.reading-case',
    title: { zh: '调查 {person} 可能造成的客户信息泄露', en: 'Investigate whether {person} leaked customer data' },
    params: { person: name },
    subject: { kind: 'reading-alert', id },
    owner: { post: 'security-administrator' },
    escalateTo: { post: 'legal' },
    term: { workingDays: caseWorkingDays },
    link: `/customers/readings?alert=${id}`,
  })
}
