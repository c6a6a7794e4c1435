import { sql } from 'kysely'
import type { IdentityDatabase } from '../database.ts'
import { isRunning } from '../temporary-posts/running-posts.ts'

/** Somebody who is not suspended, with permanent and running temporary posts; `lasting` are the permanent ones. */
export type PersonInMatrix = {
  id: string
  name: string
  department: string
  active: boolean
  posts: readonly string[]
  lasting: readonly string[]
}

/** Everybody whom the matrix concerns, by name. */
export const peopleInMatrix = async (db: IdentityDatabase, now: Date): Promise<readonly PersonInMatrix[]> => {
  const { rows } = await sql<PersonInMatrix>`
    select p.id, p.name, d.name as department, p.state = 'active' as active,
      array(
        select post from person_post where person_id = p.id
        union select post from temporary_post where person_id = p.id and ${isRunning(now)}
        order by post
      ) as posts,
      array(select post from person_post where person_id = p.id order by post) as lasting
    from person p join department d on d.id = p.department_id
    where p.state in ('invited', 'active')
    order by p.name, p.id`.execute(db)
  return rows
}
