import { sql, type SqlBool } from 'kysely'
import { addDays, beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { bases } from '../origin.ts'
import { isOver, isReleased } from '../retention/due-customers.ts'
import { periodsIn } from '../retention/periods.ts'
import { defineControl } from '../scope.ts'

/** Two nights in which the job did not run are two too many. */
const graceDays = 2

/** Looks at what lies there, not at whether the job ran. */
export const retentionKept = defineControl({
  id: 'vault.retention-kept',
  title: { zh: '客户信息不超期保存', en: 'No customer data are kept beyond their time' },
  purpose: {
    zh: '没有用处的个人信息留得越久，泄露时损失越大；到期应当主动删除。',
    en: 'The longer data are kept without need, the more there is to leak; what is over must be erased.',
  },
  dimension: 'data',
  weight: 3,
  action: { sentence: { zh: '核对保存期限，到期删除每天夜里自动进行', en: 'Check the periods; what is over is erased every night' }, link: '/requests?tab=retention' },
  remeasureOn: ['vault.retention-changed'],
  measure: async (db, now) => {
    const day = addDays(beijingDate(now), -graceDays)
    const periods = await periodsIn(db, now)
    const late = sql<SqlBool>`(${isOver(periods, day)} or ${isReleased(day)})`
    const rows = await db
      .selectFrom('customer')
      .select((eb) => ['basis', eb.fn.countAll<number>().as('kept'), sql<number>`count(*) filter (where ${late})`.as('late')])
      .where('state', '<>', 'erased')
      .groupBy('basis')
      .orderBy('basis')
      .execute()
    const sum = (of: 'kept' | 'late'): number => rows.reduce((total, row) => total + row[of], 0)
    return shareMeasurement(
      sum('kept'),
      sum('kept') - sum('late'),
      rows.flatMap(({ basis, late: count }) =>
        count === 0
          ? []
          : [
              {
                sentence: { zh: '“{basis}”的客户信息有 {count} 份超期未处理', en: '{basis}: {count} are kept beyond their time' },
                params: { basis: bases[basis].zh, count },
                link: '/requests?tab=retention',
              },
            ],
      ),
    )
  },
})
