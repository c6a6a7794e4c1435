import { createHash } from 'node:crypto'
import { z } from 'zod'
import { notFound } from '../../../../kernel/errors.ts'
import type { IdentityDatabase } from '../../database.ts'
import { reference } from '../../fields.ts'

/** A person as a directory sees them. */
export const scimPersonSchema = z.object({
  id: z.uuid(),
  /** By which the directory knows them; null until it has said it. */
  externalId: z.string().nullable(),
  loginName: z.string(),
  name: z.string(),
  department: reference,
  /** Whether they are invited or active; not when they are suspended or have left. */
  active: z.boolean(),
  addedAt: z.iso.datetime(),
  /** Changes with everything above. */
  version: z.string(),
})

export type ScimPerson = z.output<typeof scimPersonSchema>

/** The id of a person in the directory: the directory's own, opaque to us. */
export const externalId = z.string().trim().min(1).max(256)

/** People whom a directory may see: everybody but those who left without it, or whom it deleted. */
export const seenByScim = (db: IdentityDatabase) =>
  db
    .selectFrom('person')
    .innerJoin('department', 'department.id', 'person.department_id')
    .leftJoin('outside_identity as link', (join) =>
      join.onRef('link.person_id', '=', 'person.id').on('link.provider', '=', 'scim'),
    )
    .leftJoin('scim_person as known', 'known.person_id', 'person.id')
    .where((eb) =>
      eb.or([
        eb('person.state', '<>', 'left'),
        eb.and([eb('known.person_id', 'is not', null), eb('known.deleted_at', 'is', null)]),
      ]),
    )

export const scimColumns = [
  'person.id',
  'person.name',
  'person.login_name',
  'person.state',
  'person.added_at',
  'department.id as department_id',
  'department.name as department_name',
  'link.subject as external_id',
] as const

type Row = {
  id: string
  name: string
  login_name: string
  state: string
  added_at: Date
  department_id: string
  department_name: string
  external_id: string | null
}

/** A row as the directory is shown it. Pure. */
export const scimPersonOf = (row: Row): ScimPerson => {
  const person = {
    id: row.id,
    externalId: row.external_id,
    loginName: row.login_name,
    name: row.name,
    department: { id: row.department_id, name: row.department_name },
    active: row.state === 'invited' || row.state === 'active',
    addedAt: row.added_at.toISOString(),
  }
  return { ...person, version: createHash('sha256').update(JSON.stringify(person)).digest('hex').slice(0, 20) }
}

/**
 * One person as the directory sees them.
 * @throws Problem `record.not-found`
 */
export const scimPerson = async (db: IdentityDatabase, id: string): Promise<ScimPerson> => {
  const row = await seenByScim(db).select(scimColumns).where('person.id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound()
  return scimPersonOf(row)
}
