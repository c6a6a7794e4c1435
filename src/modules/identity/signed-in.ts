import type { Actor } from '../../kernel/actor.ts'
import type { PersonActor } from '../../kernel/context.ts'
import { signInRequired } from '../../kernel/errors.ts'

/**
 * The person behind an actor, for what only a person has: a password, a session, a factor.
 * @throws Problem `session.required` for machines and jobs
 */
export const signedIn = (actor: Actor): PersonActor => {
  if (actor.kind !== 'person') throw signInRequired()
  return actor
}

/** The id of the acting person; null for machines and jobs. */
export const actingPerson = (actor: Actor): string | null => (actor.kind === 'person' ? actor.id : null)
