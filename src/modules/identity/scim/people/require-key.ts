import type { Actor } from '../../../../kernel/actor.ts'
import { forKeysOnly } from './problems.ts'

/**
 * Lets a key through and nobody else: a person changes people by the operations that ask for a fresh factor.
 * @throws Problem `scim.key-only`
 */
export const requireScimKey = (actor: Actor): void => {
  if (actor.kind !== 'api-key') throw forKeysOnly()
}
