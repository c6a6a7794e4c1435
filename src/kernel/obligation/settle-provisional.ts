import type { Calendar } from '../calendar/calendar.ts'
import { officialCalendar } from '../calendar/calendar.ts'
import { dueWithPauses } from './due.ts'
import { standstills, wakeAt } from './sql-desk.ts'
import type { SweepContext } from './sweep.ts'

/** Obligations that one run reckons anew. */
const mostAtOnce = 5_000

/**
 * Reckons deadlines anew that were provisional when they were set and whose holidays are known now: once a version of the
 * program brings the year's notice. What is provisional still is left alone; a breach that happened stays one.
 * @returns how many were settled
 */
export const settleProvisional = async (
  ctx: Pick<SweepContext, 'db' | 'now' | 'record' | 'enqueue'>,
  calendar: Calendar = officialCalendar,
): Promise<number> => {
  const rows = await ctx.db
    .selectFrom('obligation')
    .selectAll()
    .where('provisional', '=', true)
    .where('state', 'in', ['open', 'paused'])
    .where('term', 'is not', null)
    .orderBy('id')
    .limit(mostAtOnce)
    .forUpdate()
    .skipLocked()
    .execute()
  let settled = 0
  for (const row of rows) {
    if (row.term === null) continue
    const { dueAt, provisional } = dueWithPauses({ start: row.opened_at, term: row.term, pauses: standstills(row.pauses) }, calendar)
    if (provisional) continue
    const by = dueAt.getTime() - row.due_at.getTime()
    const moved = (moment: Date): Date => new Date(moment.getTime() + by)
    const remindAt = moved(row.remind_at)
    const later = row.later_reminders.map((moment) => moved(new Date(moment)))
    await ctx.db
      .updateTable('obligation')
      .set({ due_at: dueAt, provisional: false, remind_at: remindAt, later_reminders: JSON.stringify(later) })
      .where('id', '=', row.id)
      .execute()
    await wakeAt(ctx, remindAt, ...later, dueAt)
    ctx.record({
      type: 'obligation.reckoned-anew',
      subject: { kind: 'obligation', id: row.id },
      detail: { kind: row.kind, from: row.due_at.toISOString(), dueAt: dueAt.toISOString() },
    })
    settled += 1
  }
  return settled
}
