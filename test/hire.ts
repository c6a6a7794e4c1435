import { sql } from 'kysely'
import { newId } from '../src/kernel/id.ts'
import type { TestApp } from './harness.ts'

/** Puts an active person with these posts into a department, which is made when there is none of that name. */
export const hire = async (
  { db, clock }: Pick<TestApp, 'db' | 'clock'>,
  { name, department, posts }: { name: string; department: string; posts: readonly string[] },
): Promise<string> => {
  const at = clock.now()
  const id = newId()
  await sql`insert into department (id, name, added_at) values (${newId()}, ${department}, ${at}) on conflict (name) do nothing`.execute(db)
  await sql`
    insert into person (id, name, login_name, department_id, state, added_at)
    select ${id}, ${name}, ${id}, id, 'active', ${at} from department where name = ${department}`.execute(db)
  for (const post of posts) {
    await sql`insert into person_post (person_id, post, since) values (${id}, ${post}, ${at})`.execute(db)
  }
  return id
}
