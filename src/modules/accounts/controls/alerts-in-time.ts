import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { alertLink } from '../alerts/steps/open-steps.ts'
import { defineControl } from '../scope.ts'

/** Days for which an alert that was late counts against the score. */
const days = 30
const dayMs = 86_400_000

export const alertsInTime = defineControl({
  id: 'accounts.alerts-in-time',
  title: { zh: '平台告警及时核实', en: 'Alerts of platforms are triaged in time' },
  purpose: {
    zh: '账号被盗后，前半小时决定损失大小；没有人看的告警等于没有告警。',
    en: 'After a theft the first half hour decides what is lost; an alert that nobody looks at is none.',
  },
  dimension: 'account',
  weight: 5,
  action: {
    sentence: { zh: '核实逾期的平台告警，给出结论', en: 'Triage the alerts that are overdue' },
    link: '/accounts/alerts?state=overdue',
  },
  remeasureOn: ['alert.reported', 'alert.decided', 'obligation.breached'],
  measure: async (db, now) => {
    const rows = await db
      .selectFrom('platform_alert as alert')
      .innerJoin('marketing_account as account', 'account.id', 'alert.account_id')
      .select(['alert.id', 'alert.due_at', 'alert.decided_at', 'account.name'])
      .where((eb) =>
        eb.or([eb('alert.decided_at', 'is', null), eb('alert.reported_at', '>', new Date(now.getTime() - days * dayMs))]),
      )
      .orderBy('alert.due_at')
      .orderBy('alert.id')
      .execute()
    // One that is open within its time is neither right nor wrong yet.
    const due = rows.filter(({ decided_at: decidedAt, due_at: dueAt }) => decidedAt !== null || dueAt < now)
    const overdue = due.filter(({ decided_at: decidedAt }) => decidedAt === null)
    const late = due.filter(({ decided_at: decidedAt, due_at: dueAt }) => decidedAt !== null && decidedAt > dueAt)
    const evidence = (of: typeof rows, sentence: { zh: string; en: string }) =>
      of.map(({ id, name, due_at: dueAt }) => ({ sentence, params: { name, due: shanghaiTime(dueAt) }, link: alertLink(id) }))
    return shareMeasurement(due.length, due.length - overdue.length - late.length, [
      ...evidence(overdue, { zh: '“{name}”的告警应在 {due} 前核实，仍没有结论', en: 'An alert of {name} was to be triaged by {due} and is still open' }),
      ...evidence(late, { zh: '“{name}”的告警超过 {due} 才核实', en: 'An alert of {name} was triaged after {due}' }),
    ])
  },
})
