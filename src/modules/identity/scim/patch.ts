import { type Fields, isFields } from './body.ts'
import { invalidSyntax, invalidValue, noTarget } from './errors.ts'
import { activeOf, type Kept, type PersonWish, type Taking, take, takeAll, targetOf, wishOf } from './person-fields.ts'

const mostOperations = 100

/**
 * Reads a PatchOp (RFC 7644, section 3.5.2): what it says of a person once all its operations are done, in order. As
 * everything that is kept has one value, this needs nothing of the person as they are. Pure.
 * @throws Problem `scim.invalid-syntax`, `scim.invalid-path`, `scim.invalid-value`, `scim.no-target`, `scim.not-mutable`
 */
export const readPatch = (message: Fields): PersonWish => {
  const { operations } = message
  if (!Array.isArray(operations) || operations.length === 0) throw invalidSyntax({ what: 'Operations' })
  if (operations.length > mostOperations) throw invalidSyntax({ what: `Operations > ${mostOperations}` })
  const values = new Map<Kept, unknown>()
  const faults: unknown[] = []
  const taking = { put: (name: Kept, value: unknown): void => void values.set(name, value), whole: false }
  for (const operation of operations as readonly unknown[]) {
    try {
      apply(operation, taking)
    } catch (error) {
      faults.push(error)
    }
  }
  // All or nothing, but for one thing: nobody stays because something else in the message is wrong.
  if (activeOf(values) === false) return { active: false }
  if (faults.length > 0) throw faults[0]
  return wishOf(values)
}

const apply = (operation: unknown, taking: Taking): void => {
  if (!isFields(operation)) throw invalidSyntax({ what: 'Operations' })
  const { op, path, value } = operation
  if (path !== undefined && (typeof path !== 'string' || path.length > 500)) throw invalidSyntax({ what: 'path' })
  switch (typeof op === 'string' ? op.toLowerCase() : '') {
    // With one value each, to add is to replace.
    case 'add':
    case 'replace':
      if (value === undefined) throw invalidValue({ path: path ?? 'value' })
      if (path !== undefined) return take(path, value, taking)
      if (isFields(value)) return takeAll(value, taking)
      throw invalidValue({ path: 'value' })
    case 'remove':
      if (path === undefined) throw noTarget()
      return remove(path, taking)
    default:
      throw invalidSyntax({ what: 'op' })
  }
}

const remove = (path: string, taking: Taking): void => {
  switch (targetOf(path).kind) {
    case 'name':
      return taking.put('displayname', null)
    case 'enterprise':
      return taking.put('department', null)
    default:
      return take(path, null, taking)
  }
}
