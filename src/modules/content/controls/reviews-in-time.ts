import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { materialLink } from '../material-link.ts'
import { defineControl } from '../scope.ts'

const days90 = 90 * 86_400_000
const mostReviews = 20_000

export const reviewsInTime = defineControl({
  id: 'content.reviews-in-time',
  title: { zh: '审核按时完成', en: 'Reviews are decided in time' },
  purpose: {
    zh: '审核拖延会让人绕过审核直接发布。',
    en: 'Where reviews drag on, people publish around them.',
  },
  dimension: 'content',
  weight: 4,
  action: {
    sentence: { zh: '先处理审核队列中已逾期的物料', en: 'Decide what is overdue in the review queue first' },
    link: '/reviews',
  },
  remeasureOn: ['review.passed', 'review.returned', 'obligation.breached'],
  measure: async (db, now) => {
    const rows = await db
      .selectFrom('material_review as review')
      .innerJoin('material_submission as submission', 'submission.id', 'review.submission_id')
      .innerJoin('material_version as version', (join) =>
        join
          .onRef('version.material_id', '=', 'submission.material_id')
          .onRef('version.version', '=', 'submission.version'),
      )
      .select(['submission.material_id', 'version.title', 'review.decided_at', 'review.due_at'])
      .where('review.level', '<>', 'self')
      .where(({ and, or, eb }) =>
        or([
          and([
            eb('review.state', 'in', ['approved', 'returned']),
            eb('review.decided_at', '>=', new Date(now.getTime() - days90)),
          ]),
          // What still waits after its deadline is late already.
          and([eb('review.state', 'in', ['waiting', 'claimed']), eb('review.due_at', '<', now)]),
        ]),
      )
      .orderBy('review.opened_at', 'desc')
      .limit(mostReviews)
      .execute()
    const late = rows.filter(({ decided_at: at, due_at: due }) => at === null || (due !== null && at > due))
    return shareMeasurement(rows.length, rows.length - late.length, [
      {
        sentence: {
          zh: '近 90 天 {total} 次审核中，{good} 次按时完成',
          en: '{good} of {total} reviews in 90 days were decided in time',
        },
        params: { good: rows.length - late.length, total: rows.length },
        link: '/reviews',
      },
      ...late.map((row) => ({
        sentence:
          row.decided_at === null
            ? { zh: '《{title}》已逾期，仍未审核', en: '{title} is overdue and not decided' }
            : { zh: '《{title}》逾期后才审核', en: '{title} was decided after its deadline' },
        params: { title: row.title },
        link: materialLink(row.material_id),
      })),
    ])
  },
})
