import { notFound } from '../../../kernel/errors.ts'
import type { CallOperation, FrontAnswer, FrontRequest } from '../../../kernel/front.ts'
import { addScimPerson } from './people/add-scim-person.ts'
import { changeScimPerson } from './people/change-scim-person.ts'
import type { ScimPerson } from './people/scim-person.ts'
import { findScimPeople } from './people/find-scim-people.ts'
import { removeScimPerson } from './people/remove-scim-person.ts'
import { answerWith, isId } from './answer.ts'
import { readBody } from './body.ts'
import { notOffered } from './errors.ts'
import { type Conditions, readFilter } from './filter.ts'
import { readPatch } from './patch.ts'
import { type PersonWish, readPerson, readReplacement } from './person-fields.ts'
import { type Query, readQuery, readSearch } from './query.ts'
import { etagOf, listOf, selected, userResource } from './resources.ts'
import { patchUrn, scimPath, searchUrn, userUrn } from './urns.ts'

const asked = { id: 'text', username: 'text', externalid: 'text', displayname: 'text', active: 'boolean' } as const

/** Requests at /Users (RFC 7644, section 3). */
export const users = async (request: FrontRequest, [id, ...beyond]: readonly string[], call: CallOperation): Promise<FrontAnswer> => {
  const { method } = request
  if (beyond.length > 0) throw notFound()
  if (id === undefined) {
    if (method === 'GET') return found(request, readQuery(request.query), call)
    if (method === 'POST') return added(request, call)
    throw notOffered()
  }
  if (id === '.search') {
    if (method !== 'POST') throw notOffered()
    return found(request, readSearch(readBody(request.body, searchUrn)), call)
  }
  if (!isId(id)) throw notFound()
  switch (method) {
    case 'GET':
      return viewed(request, id, call)
    case 'PUT':
      return changed(request, { id, ...readReplacement(readBody(request.body, userUrn)) }, call)
    case 'PATCH':
      return changed(request, { id, ...readPatch(readBody(request.body, patchUrn)) }, call)
    case 'DELETE':
      await call(removeScimPerson, { id, ...versionOf(request) })
      return { status: 204 }
    default:
      throw notOffered()
  }
}

const added = async (request: FrontRequest, call: CallOperation): Promise<FrontAnswer> => {
  const wish = readPerson(readBody(request.body, userUrn))
  const { loginName, joinedName = loginName, name = joinedName, department = null, externalId = null, active = true } = wish
  const person = await call(addScimPerson, { loginName, name, department, externalId, active })
  return shown(request, person, 201)
}

const changed = async (request: FrontRequest, wish: { id: string } & PersonWish, call: CallOperation): Promise<FrontAnswer> =>
  shown(request, await call(changeScimPerson, { ...wish, ...versionOf(request) }))

const viewed = async (request: FrontRequest, id: string, call: CallOperation): Promise<FrontAnswer> => {
  const { items: [person] } = await call(findScimPeople, { where: { id }, skip: 0, take: 1 })
  if (person === undefined) throw notFound()
  const known = request.headers['if-none-match'] ?? ''
  if (known.split(',').some((one) => one.trim() === etagOf(person))) return { status: 304, headers: { etag: etagOf(person) } }
  return shown(request, person)
}

const found = async ({ origin }: FrontRequest, query: Query, call: CallOperation): Promise<FrontAnswer> => {
  const { startIndex, count, selection } = query
  const where = whereOf(query.filter === undefined ? {} : readFilter(query.filter, asked))
  const { total, items } =
    where === undefined
      ? { total: 0, items: [] }
      : await call(findScimPeople, { where, skip: startIndex - 1, take: count })
  const resources = items.map((person) => selected(userResource(person, origin), selection))
  return answerWith(listOf(resources, { total, startIndex }))
}

/** What is looked for; undefined where nobody can be it. */
const whereOf = ({ id, username, externalid, displayname, active }: Conditions) => {
  const texts = { id, loginName: username, externalId: externalid, name: displayname }
  const longest = { id: 36, loginName: 100, externalId: 256, name: 100 }
  const given = Object.entries(texts).filter((entry): entry is [keyof typeof longest, string] => typeof entry[1] === 'string')
  if (given.some(([name, value]) => value === '' || value.length > longest[name])) return undefined
  if (typeof id === 'string' && !isId(id)) return undefined
  return { ...Object.fromEntries(given), ...(typeof active === 'boolean' ? { active } : {}) }
}

/** A person as the answer to a request about them. */
const shown = ({ origin, query }: FrontRequest, person: ScimPerson, status = 200): FrontAnswer => {
  const { selection } = readQuery(query)
  const location = `${origin}${scimPath}/Users/${person.id}`
  return answerWith(selected(userResource(person, origin), selection), {
    status,
    headers: { etag: etagOf(person), ...(status === 201 ? { location } : {}) },
  })
}

/** The version that the caller read, where it says so (RFC 7644, section 3.14). */
const versionOf = ({ headers }: FrontRequest): { version?: string } => {
  const match = headers['if-match']?.trim()
  if (match === undefined || match === '*') return {}
  return { version: (/^(?:W\/)?"([^"]{0,90})"$/.exec(match)?.[1]) ?? '' }
}
