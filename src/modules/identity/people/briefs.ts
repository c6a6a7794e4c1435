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

/** The department of a person, whatever their state; null for nobody. */
export const departmentOf = async (db: AnyDatabase, personId: string): Promise<string | null> => {
  const row = await identityDatabase(db).selectFrom('person').select('department_id').where('id', '=', personId).executeTakeFirst()
  return row?.department_id ?? null
}

/** Every department by name, for other modules. */
export const listDepartments = (db: AnyDatabase): Promise<readonly { id: string; name: string }[]> =>
  identityDatabase(db).selectFrom('department').select(['id', 'name']).orderBy('name').orderBy('id').execute()

/** People whom a list of names can mean; more than any company that runs this has. */
const mostPeople = 20_000

/** Everybody by name and sign-in name, for lists that name people. */
export const listEverybody = (
  db: AnyDatabase,
): Promise<readonly { id: string; name: string; loginName: string; active: boolean }[]> =>
  identityDatabase(db)
    .selectFrom('person')
    .select(['id', 'name', 'login_name as loginName'])
    .select((eb) => eb('state', '=', 'active').$castTo<boolean>().as('active'))
    .orderBy('id')
    .limit(mostPeople)
    .execute()
