import type { ScimPerson } from './people/scim-person.ts'
import { enterpriseUrn, groupUrn, listUrn, scimPath, userUrn } from './urns.ts'

/** A resource as it goes out. */
export type Resource = Readonly<Record<string, unknown>>

/** A person as a User of RFC 7643 (sections 4.1 and 4.3). */
export const userResource = (person: ScimPerson, origin: string): Resource => ({
  schemas: [userUrn, enterpriseUrn],
  id: person.id,
  ...(person.externalId === null ? {} : { externalId: person.externalId }),
  userName: person.loginName,
  displayName: person.name,
  name: { formatted: person.name },
  active: person.active,
  groups: [
    {
      value: person.department.id,
      $ref: `${origin}${scimPath}/Groups/${person.department.id}`,
      display: person.department.name,
      type: 'direct',
    },
  ],
  [enterpriseUrn]: { department: person.department.name },
  meta: {
    resourceType: 'User',
    created: person.addedAt,
    version: etagOf(person),
    location: `${origin}${scimPath}/Users/${person.id}`,
  },
})

/** A weak tag: two answers with it say the same (RFC 7644, section 3.14). */
export const etagOf = ({ version }: Pick<ScimPerson, 'version'>): string => `W/"${version}"`

type Department = { id: string; name: string; addedAt: string; members: readonly { id: string; name: string }[] | null }

/** A department as a Group of RFC 7643 (section 4.2); without members where they were not asked for. */
export const groupResource = ({ id, name, addedAt, members }: Department, origin: string): Resource => ({
  schemas: [groupUrn],
  id,
  displayName: name,
  ...(members === null ? {} : { members: members.map((member) => memberOf(member, origin)) }),
  meta: { resourceType: 'Group', created: addedAt, location: `${origin}${scimPath}/Groups/${id}` },
})

const memberOf = ({ id, name }: { id: string; name: string }, origin: string): Resource => ({
  value: id,
  $ref: `${origin}${scimPath}/Users/${id}`,
  display: name,
  type: 'User',
})

/** Resources in the envelope of RFC 7644 (section 3.4.2). */
export const listOf = (resources: readonly Resource[], { total, startIndex }: { total: number; startIndex: number }): Resource => ({
  schemas: [listUrn],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})

/** Which attributes an answer holds (RFC 7644, section 3.9); whole attributes, `id` and `schemas` always. */
export type Selection = { attributes: ReadonlySet<string> | undefined; excluded: ReadonlySet<string> }

/** The resource with the attributes that were asked for. Pure. */
export const selected = (resource: Resource, { attributes, excluded }: Selection): Resource =>
  Object.fromEntries(
    Object.entries(resource).filter(([name]) => {
      const lower = name.toLowerCase()
      if (lower === 'id' || lower === 'schemas') return true
      return attributes === undefined ? !excluded.has(lower) : attributes.has(lower)
    }),
  )
