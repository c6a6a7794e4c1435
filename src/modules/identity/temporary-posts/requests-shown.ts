import type { IdentityDatabase } from '../database.ts'

/** Requests that are shown, those that wait first. */
const shown = 100

/** Requests for posts: one person's with what came of them, or everybody's that wait. */
export const requestsShown = async (db: IdentityDatabase, { ownId, all }: { ownId: string; all: boolean }) => {
  const rows = await db
    .selectFrom('temporary_post_request as r')
    .innerJoin('person', 'person.id', 'r.person_id')
    .leftJoin('person as decider', 'decider.id', 'r.decided_by')
    .select(['r.id', 'r.person_id', 'r.post', 'r.hours', 'r.reason', 'r.asked_at', 'r.state', 'r.note', 'r.decided_at'])
    .select(['person.name', 'decider.name as decider'])
    .where((eb) => eb.or([eb('r.person_id', '=', ownId), ...(all ? [eb('r.state', '=', 'open')] : [])]))
    .orderBy((eb) => eb.case().when('r.state', '=', 'open').then(0).else(1).end())
    .orderBy('r.asked_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(shown)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.person_id, name: row.name },
    post: row.post,
    hours: row.hours,
    reason: row.reason,
    askedAt: row.asked_at.toISOString(),
    state: row.state,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedBy: row.decider,
    note: row.note,
  }))
}
