import { notFound } from '../../../kernel/errors.ts'
import type { Front, FrontAnswer, FrontRequest } from '../../../kernel/front.ts'
import { addScimPerson } from './people/add-scim-person.ts'
import { changeScimPerson } from './people/change-scim-person.ts'
import { findScimDepartments } from './people/find-scim-departments.ts'
import { findScimPeople } from './people/find-scim-people.ts'
import { removeScimPerson } from './people/remove-scim-person.ts'
import { answerWith } from './answer.ts'
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.ts'
import { noFilterHere, notOffered, scimError } from './errors.ts'
import { groups } from './groups.ts'
import { listOf, type Resource } from './resources.ts'
import { scimPath } from './urns.ts'
import { users } from './users.ts'

/** SCIM 2.0 (RFC 7643, RFC 7644): a directory outside keeps people here as it has them. */
export const scimFront: Front = {
  name: 'identity.scim',
  path: scimPath,
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  headers: ['if-match', 'if-none-match'],
  bodyLimit: 64 * 1024,
  caller: 'key',
  anonymousPerMinute: 60,
  operations: [findScimPeople, addScimPerson, changeScimPerson, removeScimPerson, findScimDepartments],
  answer: async (request, call) => {
    const [endpoint = '', ...rest] = request.steps
    switch (endpoint) {
      case 'Users':
        return users(request, rest, call)
      case 'Groups':
        return groups(request, rest, call)
      case 'ServiceProviderConfig':
        return discovery(request, rest, [serviceProviderConfig(request.origin)], true)
      case 'ResourceTypes':
        return discovery(request, rest, resourceTypes(request.origin), false)
      case 'Schemas':
        return discovery(request, rest, schemas(request.origin), false)
      case 'Bulk':
      case 'Me':
        throw notOffered()
      default:
        throw notFound()
    }
  },
  refusal: scimError,
}

/** What a service says of itself (RFC 7644, section 4). */
const discovery = (
  { method, query }: FrontRequest,
  [id, ...beyond]: readonly string[],
  resources: readonly Resource[],
  single: boolean,
): FrontAnswer => {
  if (method !== 'GET') throw notOffered()
  if (query.has('filter')) throw noFilterHere()
  if (beyond.length > 0 || (single && id !== undefined)) throw notFound()
  if (single && resources[0] !== undefined) return answerWith(resources[0])
  if (id === undefined) return answerWith(listOf(resources, { total: resources.length, startIndex: 1 }))
  const found = resources.find((resource) => resource['id'] === id)
  if (found === undefined) throw notFound()
  return answerWith(found)
}
