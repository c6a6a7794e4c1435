import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase, type IdentityTransaction } from '../database.ts'
import { lockPerson, otherAdministrators } from '../people/posts-of.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { reach } from './reach.ts'
import { withdraw } from './withdraw.ts'

/** What people hold in this module, and how it is taken back when they leave. */
export const holdings = { reach, withdraw }

/**
 * Locks somebody who is to leave, together with every security administrator (see `lockPerson`).
 * @throws Problem `record.not-found`
 */
export const lockLeaver = async (db: AnyDatabase, personId: string) => {
  // The caller's transaction, typed with another module's tables.
  const identity = db as IdentityTransaction
  const { id, name, department_id: departmentId, state, posts } = await lockPerson(identity, personId)
  const isAdministrator = state === 'active' && posts.includes(administratorPost)
  const lastAdministrator = isAdministrator && (await otherAdministrators(identity, personId)) === 0
  return { id, name, departmentId, state, lastAdministrator }
}

/** Everybody who may not come in any more: who left, and who was suspended. */
export const peopleShutOut = async (db: AnyDatabase) =>
  identityDatabase(db)
    .selectFrom('person')
    .select(['id', 'name', 'state'])
    .where('state', 'in', ['suspended', 'left'])
    .orderBy('name')
    .orderBy('id')
    .limit(10_000)
    .execute()

/** Somebody by id, whatever their state; undefined when there is nobody. */
export const personStanding = async (db: AnyDatabase, personId: string) =>
  identityDatabase(db)
    .selectFrom('person')
    .innerJoin('department', 'department.id', 'person.department_id')
    .select(['person.id', 'person.name', 'person.state', 'person.department_id as departmentId', 'department.name as departmentName'])
    .where('person.id', '=', personId)
    .executeTakeFirst()
