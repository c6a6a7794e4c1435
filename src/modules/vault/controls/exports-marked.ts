import { sql } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { exportTimes } from '../exporting/export-life.ts'
import { defineControl } from '../scope.ts'

/** The sweep comes every minute; a server that was down for longer is late. */
const graceMs = 10 * 60_000

/** Goes by the rows: the key of the mark, the key of the file and the pieces that lie there, not by the state they are said to be in. */
export const exportsMarked = defineControl({
  id: 'vault.exports-marked',
  title: { zh: '导出文件都有标记，到期即销毁', en: 'Exports carry a mark and are destroyed in time' },
  purpose: {
    zh: '文件泄露后能查到是哪一次导出；系统里不留着整份客户名单等人来拿。',
    en: 'A leaked file tells which export it was, and no whole list of customers lies in the system waiting for somebody.',
  },
  dimension: 'data',
  weight: 3,
  action: { sentence: { zh: '销毁过期未删的导出文件', en: 'Destroy the export files that are overdue' }, link: '/customers/exports' },
  remeasureOn: ['export.made', 'export.ended'],
  measure: async (db, now) => {
    const overdue = new Date(now.getTime() - graceMs)
    const rows = await db
      .selectFrom('vault_export')
      .select([
        'id',
        'made_at',
        sql<boolean>`mark_key is not null`.as('marked'),
        sql<boolean>`expires_at > ${overdue} or (file_key is null and not exists (select from vault_export_piece where export_id = vault_export.id))`.as('gone'),
        sql<boolean>`coalesce(ended_at <= expires_at + interval '10 minutes', expires_at > ${overdue})`.as('inTime'),
      ])
      .where('made_at', 'is not', null)
      // The mark of older ones is gone, as it should be.
      .where('asked_at', '>=', sql<Date>`${now}::timestamptz - make_interval(years => ${exportTimes.tracedYears}::integer)`)
      .orderBy('made_at', 'desc')
      .execute()
    const good = rows.filter(({ marked, gone, inTime }) => marked && gone && inTime)
    return shareMeasurement(
      rows.length,
      good.length,
      rows.flatMap(({ made_at: madeAt, marked, gone, inTime }) => {
        if (madeAt === null || (marked && gone && inTime)) return []
        const params = { at: shanghaiTime(madeAt) }
        if (!marked) return [{ sentence: { zh: '{at} 的导出没有标记', en: 'The export of {at} has no mark' }, params, link: '/customers/exports' }]
        return [
          gone
            ? { sentence: { zh: '{at} 的导出文件销毁晚了', en: 'The file of the export of {at} was destroyed late' }, params, link: '/customers/exports' }
            : { sentence: { zh: '{at} 的导出文件过期未销毁', en: 'The file of the export of {at} is overdue and still there' }, params, link: '/customers/exports' },
        ]
      }),
    )
  },
})
