import { sql } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl } from '../scope.ts'

const day = 86_400_000
const days = 365

/** By the obligations themselves: what was settled late, and what is late now. */
export const inTime = defineControl({
  id: 'requests.in-time',
  title: { zh: '权利请求按期答复', en: 'Requests are answered in time' },
  purpose: {
    zh: '个人要求查阅、更正、删除而得不到答复，可以投诉和起诉；每件请求七个工作日内答复。',
    en: 'Whoever asks about their data and gets no answer can complain and sue; each is answered within seven working days.',
  },
  dimension: 'data',
  weight: 3,
  action: { sentence: { zh: '先办已逾期和将到期的请求', en: 'Settle what is late or due first' }, link: '/requests' },
  remeasureOn: ['request.answered', 'request.refused', 'request.withdrawn', 'request.received', 'obligation.breached'],
  measure: async (db, now) => {
    const since = new Date(now.getTime() - days * day)
    const rows = await db
      .selectFrom('rights_request')
      .innerJoin('obligation', 'obligation.id', 'rights_request.obligation_id')
      .select(['rights_request.id', 'rights_request.number'])
      .select(sql<boolean>`(obligation.breached_at is not null or (obligation.state = 'open' and obligation.due_at < ${now}))`.as('late'))
      .where('rights_request.received_at', '>', since)
      .where('rights_request.state', '<>', 'withdrawn')
      .orderBy('rights_request.received_at')
      .limit(10_000)
      .execute()
    const late = rows.filter((row) => row.late)
    return shareMeasurement(
      rows.length,
      rows.length - late.length,
      late.slice(0, 50).map(({ id, number }) => ({
        sentence: { zh: '请求 {number} 没有按期答复', en: 'Request {number} was not answered in time' },
        params: { number },
        link: `/requests?open=${id}`,
      })),
    )
  },
})
