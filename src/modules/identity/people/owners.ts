import type { Owner } from '../../../kernel/obligation/desk.ts'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase } from '../database.ts'
import { headPost } from '../posts/posts-gate.ts'

/** The active people whom an owner stands for today: the person, or whoever holds the post. May be empty. */
export const resolveOwner = async (db: AnyDatabase, owner: Owner): Promise<readonly string[]> => {
  const active = identityDatabase(db).selectFrom('person').select('person.id').where('person.state', '=', 'active')
  if ('personId' in owner) {
    const rows = await active.where('person.id', '=', owner.personId).execute()
    return rows.map(({ id }) => id)
  }
  const { post, departmentId } = owner
  const rows = await active
    .innerJoin('person_post', 'person_post.person_id', 'person.id')
    .where('person_post.post', '=', post)
    .$if(departmentId !== undefined, (query) => query.where('person.department_id', '=', departmentId ?? ''))
    .orderBy('person.id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Who heads a department: its appointed head while active, else whoever of the department has held the post of
 * department head longest. Null when there is nobody.
 */
export const departmentHead = async (db: AnyDatabase, departmentId: string): Promise<string | null> => {
  const identity = identityDatabase(db)
  const appointed = await identity
    .selectFrom('department')
    .innerJoin('person', 'person.id', 'department.head_id')
    .select('person.id')
    .where('department.id', '=', departmentId)
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (appointed !== undefined) return appointed.id
  const acting = await identity
    .selectFrom('person')
    .innerJoin('person_post', 'person_post.person_id', 'person.id')
    .select('person.id')
    .where('person.department_id', '=', departmentId)
    .where('person.state', '=', 'active')
    .where('person_post.post', '=', headPost)
    .orderBy('person_post.since')
    .orderBy('person.id')
    .executeTakeFirst()
  return acting?.id ?? null
}
