import { notFound } from '../../../kernel/errors.ts'
import type { CallOperation, FrontAnswer, FrontRequest } from '../../../kernel/front.ts'
import { findScimDepartments } from './people/find-scim-departments.ts'
import { answerWith, isId } from './answer.ts'
import { readBody } from './body.ts'
import { notOffered } from './errors.ts'
import { readFilter } from './filter.ts'
import { type Query, readQuery, readSearch } from './query.ts'
import { groupResource, listOf, selected } from './resources.ts'
import { searchUrn } from './urns.ts'

const asked = { id: 'text', displayname: 'text' } as const

/** Requests at /Groups: departments, to be read. They are made by the people who are in them. */
export const groups = async (request: FrontRequest, [id, ...beyond]: readonly string[], call: CallOperation): Promise<FrontAnswer> => {
  const { method, origin } = request
  if (beyond.length > 0) throw notFound()
  if (id === '.search' && method === 'POST') return found(origin, readSearch(readBody(request.body, searchUrn)), call)
  if (method !== 'GET') throw notOffered()
  const query = readQuery(request.query)
  if (id === undefined) return found(origin, query, call)
  const members = !query.selection.excluded.has('members')
  const { items: [department] } = isId(id)
    ? await call(findScimDepartments, { where: { id }, skip: 0, take: 1, members })
    : { items: [] }
  if (department === undefined) throw notFound()
  return answerWith(selected(groupResource(department, origin), query.selection))
}

/** A list names no members: one is asked about them by its own address. */
const found = async (origin: string, { filter, startIndex, count, selection }: Query, call: CallOperation): Promise<FrontAnswer> => {
  const { id, displayname: name } = filter === undefined ? {} : readFilter(filter, asked)
  const possible = (id === undefined || isId(String(id))) && (name === undefined || (name !== '' && String(name).length <= 100))
  const where = { ...(id === undefined ? {} : { id: String(id) }), ...(name === undefined ? {} : { name: String(name) }) }
  const { total, items } = possible
    ? await call(findScimDepartments, { where, skip: startIndex - 1, take: count, members: false })
    : { total: 0, items: [] }
  const resources = items.map((department) => selected(groupResource(department, origin), selection))
  return answerWith(listOf(resources, { total, startIndex }))
}
