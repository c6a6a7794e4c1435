import { newId } from '../../../kernel/id.ts'
import type { IdentityContext } from '../scope.ts'

type Tools = Pick<IdentityContext, 'db' | 'now'> & {
  record: (event: { type: 'department.added'; subject: { kind: 'department'; id: string }; detail: { name: string } }) => void
}

/** The department of a name that a directory says; made where there is none: it carries no right by itself. @returns its id */
export const departmentNamed = async ({ db, now, record }: Tools, name: string): Promise<string> => {
  const id = newId(now.getTime())
  const made = await db
    .insertInto('department')
    .values({ id, name, head_id: null, added_at: now })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made !== undefined) {
    record({ type: 'department.added', subject: { kind: 'department', id }, detail: { name } })
    return id
  }
  const found = await db.selectFrom('department').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  return found.id
}
