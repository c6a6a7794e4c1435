import { type Evidence, shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl } from '../scope.ts'

const day = 86_400_000
/** How far back it looks. */
const days = 90
/** An item outside may take this long: a transfer takes effect after a day, and the machine tries again. */
const pendingDays = 3

export const itemsInTime = defineControl({
  id: 'leaving.items-in-time',
  title: { zh: '离职事项按时办完', en: 'What leavings left to do is done in time' },
  purpose: {
    zh: '平台上的账号和客户不及时移交，离职人员就还能接触。',
    en: 'Until accounts and customers are handed over on the platforms, whoever left can still reach them.',
  },
  dimension: 'account',
  weight: 3,
  action: { sentence: { zh: '在“离职”中办完逾期的事项', en: 'See to the overdue items on the leaving page' }, link: '/leaving' },
  remeasureOn: ['leaving.carried-out', 'leaving.item-withdrawn', 'leaving.item-refused', 'obligation.breached'],
  measure: async (db, now) => {
    const rows = await db
      .selectFrom('leaving_item')
      .innerJoin('leaving', 'leaving.id', 'leaving_item.leaving_id')
      .leftJoin('obligation', 'obligation.id', 'leaving_item.obligation_id')
      .select(['leaving_item.title', 'leaving_item.params', 'leaving_item.state', 'leaving_item.settled_at'])
      .select(['leaving.id as leavingId', 'leaving.ended_at', 'obligation.due_at'])
      .where('leaving.state', '=', 'done')
      .where('leaving.ended_at', '>', new Date(now.getTime() - days * day))
      .where((eb) => eb.or([eb('leaving_item.obligation_id', 'is not', null), eb('leaving_item.outside', 'is not', null)]))
      .orderBy('leaving.ended_at', 'desc')
      .orderBy('leaving_item.position')
      .limit(10_000)
      .execute()
    const late = rows.filter(({ due_at: due, settled_at: settled, ended_at: ended }) => {
      const limit = due ?? new Date((ended ?? now).getTime() + pendingDays * day)
      return (settled ?? now) > limit
    })
    const evidence = late.map(
      ({ title, params, leavingId, settled_at: settled }): Evidence => ({
        sentence:
          settled === null
            ? { zh: `逾期未办：${title.zh}`, en: `Overdue: ${title.en}` }
            : { zh: `逾期办结：${title.zh}`, en: `Done late: ${title.en}` },
        params,
        link: `/leaving/${leavingId}`,
      }),
    )
    return shareMeasurement(rows.length, rows.length - late.length, evidence)
  },
})
