import type { IdentityDatabase } from '../database.ts'
import type { DirectoryProvider } from './tables.ts'

const held = (db: IdentityDatabase, provider: DirectoryProvider) =>
  db
    .selectFrom('directory_departure')
    .where('directory_departure.provider', '=', provider)
    .where('directory_departure.state', '=', 'held')
    .where('over_at', 'is', null)

/** People whom the directory shows as gone, and of whom an administrator has not decided yet. */
export const countHeld = async (db: IdentityDatabase, provider: DirectoryProvider): Promise<number> => {
  const { count } = await held(db, provider).select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
  return Number(count)
}

/** They, by name. */
export const listHeld = async (
  db: IdentityDatabase,
  provider: DirectoryProvider,
  { limit, offset }: { limit: number; offset: number },
) => {
  const rows = await held(db, provider)
    .innerJoin('person', 'person.id', 'directory_departure.person_id')
    .innerJoin('department', 'department.id', 'person.department_id')
    .leftJoin('directory_member', (join) =>
      join
        .onRef('directory_member.provider', '=', 'directory_departure.provider')
        .onRef('directory_member.subject', '=', 'directory_departure.subject'),
    )
    .select(['directory_departure.id', 'directory_departure.subject', 'why', 'learned_at as learnedAt'])
    .select(['person.id as personId', 'person.name', 'department.name as departmentName', 'directory_member.state as memberState'])
    .orderBy('person.name')
    .orderBy('directory_departure.id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(({ id, subject, why, learnedAt, personId, name, departmentName, memberState }) => ({
    subject,
    name,
    departmentName,
    memberState: memberState ?? ('gone' as const),
    person: { id: personId, name, departmentName },
    byHand: false,
    candidates: [],
    departure: { id, why, learnedAt: learnedAt.toISOString() },
  }))
}
