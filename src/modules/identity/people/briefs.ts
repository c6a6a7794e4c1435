import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase } from '../database.ts'

export type PersonBrief = { name: string; departmentName: string; active: boolean }

/** Names of people for other modules, by id; an unknown id is absent. */
export const peopleBriefs = async (
  db: AnyDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PersonBrief>> => {
  if (ids.length === 0) return new Map()
  const rows = await identityDatabase(db)
    .selectFrom('person')
    .innerJoin('department', 'department.id', 'person.department_id')
    .select(['person.id', 'person.name', 'person.state', 'department.name as department_name'])
    .where('person.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(
    rows.map(({ id, name, state, department_name: departmentName }) => [
      id,
      { name, departmentName, active: state === 'active' },
    ]),
  )
}

/** Every department by name, for other modules. */
export const listDepartments = (db: AnyDatabase): Promise<readonly { id: string; name: string }[]> =>
  identityDatabase(db).selectFrom('department').select(['id', 'name']).orderBy('name').orderBy('id').execute()
