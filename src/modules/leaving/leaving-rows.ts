import type { z } from 'zod'
import type { leavingSchema } from './fields.ts'
import type { LeavingDatabase, LeavingReader } from './scope.ts'
import type { LeavingRow } from './tables.ts'

type LeavingView = z.input<typeof leavingSchema>

/** How many items of each leaving stand where. */
const countsOf = async (db: LeavingDatabase, ids: readonly string[]) => {
  const counts = new Map(ids.map((id) => [id, { withdrawn: 0, pending: 0, manual: 0 }]))
  if (ids.length === 0) return counts
  const rows = await db
    .selectFrom('leaving_item')
    .select(['leaving_id', 'state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('leaving_id', 'in', ids)
    .groupBy(['leaving_id', 'state'])
    .execute()
  for (const { leaving_id: id, state, count } of rows) {
    const found = counts.get(id)
    if (found !== undefined) found[state] = Number(count)
  }
  return counts
}

/** Leavings as the screen shows them, with names and counts. */
export const leavingViews = async (
  { db, ports }: Pick<LeavingReader, 'db' | 'ports'>,
  rows: readonly LeavingRow[],
): Promise<LeavingView[]> => {
  const counts = await countsOf(db, rows.map(({ id }) => id))
  const ids = rows.flatMap(({ person_id, takeover_id, begun_by }) => [person_id, takeover_id, begun_by])
  const people = await ports.people(db, ids.filter((id) => id !== null))
  const named = (id: string | null) => (id === null ? null : { id, name: people.get(id)?.name ?? '' })
  return rows.map((row) => ({
    id: row.id,
    person: {
      id: row.person_id,
      name: people.get(row.person_id)?.name ?? '',
      departmentName: people.get(row.person_id)?.departmentName ?? '',
    },
    state: row.state,
    source: row.source,
    reason: row.reason,
    takeover: named(row.takeover_id),
    dueAt: row.due_at.toISOString(),
    begunBy: named(row.begun_by),
    begunAt: row.begun_at.toISOString(),
    blockedAt: row.blocked_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    ...(counts.get(row.id) ?? { withdrawn: 0, pending: 0, manual: 0 }),
  }))
}
