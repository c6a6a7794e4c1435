import type { ExpressionBuilder } from 'kysely'
import { type Evidence, shareMeasurement } from '../../kernel/control/measurement.ts'
import { say } from '../../kernel/sentence.ts'
import { shanghaiTime } from '../../kernel/shanghai-time.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import { defineControl } from './scope.ts'

/** Met after its deadline, or past it and still running, swept or not. */
const isLate = (where: ExpressionBuilder<KernelTables, 'obligation'>) =>
  where.or([where('breached_at', 'is not', null), where('state', '=', 'open')])

/** How far back deadlines count. */
const days = 90

/** Of the obligations that fell due, how many were met before their deadline. Cancelled ones do not count. */
export const obligationsKept = defineControl({
  id: 'desk.obligations-kept',
  title: { zh: '时限任务按期完成', en: 'Obligations kept in time' },
  purpose: {
    zh: '防止审核、处置、告知等有时限的工作被拖延或遗忘。',
    en: 'Keeps work with a deadline (reviews, measures, notifications) from being put off or forgotten.',
  },
  dimension: 'people',
  weight: 5,
  action: {
    sentence: { zh: '处理已逾期的任务，并调整经常超时的时限或人手', en: 'See to what is overdue; change deadlines or staffing where they are often missed' },
    link: '/desk?scope=all&state=breached',
  },
  remeasureOn: ['obligation.met', 'obligation.breached', 'obligation.cancelled'],
  measure: async (db, now) => {
    const since = new Date(now.getTime() - days * 86_400_000)
    const fellDue = db
      .selectFrom('obligation')
      .where('due_at', '>=', since)
      .where((where) => where.or([where('state', '=', 'met'), where.and([where('state', '=', 'open'), where('due_at', '<', now)])]))
    const { total, late } = await fellDue
      .select((select) => [
        select.fn.countAll<number>().as('total'),
        select.fn.countAll<number>().filterWhere(isLate).as('late'),
      ])
      .executeTakeFirstOrThrow()
    const rows = await fellDue
      .selectAll()
      .where(isLate)
      // What still runs first: it can be helped.
      .orderBy('ended_at', (order) => order.desc().nullsFirst())
      .orderBy('due_at', 'desc')
      .limit(50)
      .execute()
    return shareMeasurement(
      total,
      total - late,
      rows.map((row): Evidence => {
        const due = shanghaiTime(row.due_at)
        const title = (locale: 'zh' | 'en'): string => say(row.title, locale, row.params)
        return {
          sentence:
            row.ended_at === null
              ? { zh: '“{zh}”已逾期，期限 {due}', en: '"{en}" is overdue since {due}' }
              : { zh: '“{zh}”晚于期限 {due} 完成', en: '"{en}" was met after its deadline {due}' },
          params: { zh: title('zh'), en: title('en'), due },
          ...(row.link === null ? {} : { link: row.link }),
        }
      }),
    )
  },
})
