import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { defineControl } from '../scope.ts'

/** Days for which an alert that was late counts against the score. */
const days = 30

/** Names nobody: who sees the score need not know whose reading is looked into, nor that a decoy was touched. */
export const unusualHandled = defineControl({
  id: 'vault.unusual-handled',
  title: { zh: '异常读取及时处理', en: 'Unusual reading is handled in time' },
  purpose: {
    zh: '有人批量翻看客户信息时，越早核实，带走的越少。',
    en: 'When somebody reads customers in bulk, the sooner it is looked into, the less is carried off.',
  },
  dimension: 'data',
  weight: 3,
  action: { sentence: { zh: '处理逾期的异常读取', en: 'Decide on the unusual reading that is overdue' }, link: '/customers/readings?state=overdue' },
  remeasureOn: ['reading.raised', 'reading.throttled', 'reading.blocked', 'reading.decided', 'obligation.breached'],
  measure: async (db, now) => {
    const rows = await db
      .selectFrom('reading_alert')
      .select(['id', 'due_at', 'decided_at'])
      .where((eb) => eb.or([eb('decided_at', 'is', null), eb('raised_at', '>', new Date(now.getTime() - days * 86_400_000))]))
      .orderBy('due_at')
      .orderBy('id')
      .execute()
    // One that is open within its time is neither right nor wrong yet.
    const due = rows.filter(({ decided_at: decidedAt, due_at: dueAt }) => decidedAt !== null || dueAt < now)
    const wrong = due.filter(({ decided_at: decidedAt, due_at: dueAt }) => decidedAt === null || decidedAt > dueAt)
    return shareMeasurement(
      due.length,
      due.length - wrong.length,
      wrong.map(({ id, due_at: dueAt, decided_at: decidedAt }) => ({
        sentence:
          decidedAt === null
            ? { zh: '一条异常读取应在 {due} 前处理，仍没有结论', en: 'An unusual reading was to be decided by {due} and is still open' }
            : { zh: '一条异常读取超过 {due} 才处理', en: 'An unusual reading was decided after {due}' },
        params: { due: shanghaiTime(dueAt) },
        link: `/customers/readings?alert=${id}`,
      })),
    )
  },
})
