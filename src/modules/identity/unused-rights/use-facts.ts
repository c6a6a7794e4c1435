import { isOpenPermission } from '../../../kernel/actor.ts'
import type { IdentityDatabase } from '../database.ts'
import { matrixInForce } from '../posts/matrix-in-force.ts'
import type { UseFacts } from './unused-rights.ts'

/**
 * Reads what is known of the use of rights, of people who are active.
 * @param named the permissions that operations name: those are recorded at every call
 */
export const useFacts = async (
  db: IdentityDatabase,
  { named, now }: { named: readonly string[]; now: Date },
): Promise<UseFacts> => {
  const { matrix, changes } = await matrixInForce(db)
  const held = await db
    .selectFrom('person_post')
    .innerJoin('person', 'person.id', 'person_post.person_id')
    .select(['person_post.person_id', 'person_post.post', 'person_post.since'])
    .where('person.state', '=', 'active')
    .orderBy('person.name')
    .orderBy('person.id')
    .orderBy('person_post.post')
    .execute()
  const uses = await db.selectFrom('right_use').select(['person_id', 'permission', 'last_used_at']).execute()
  const { began } = await db
    .selectFrom('right_use')
    .select((eb) => eb.fn.min('first_used_at').as('began'))
    .executeTakeFirstOrThrow()
  return {
    matrix,
    changes,
    held: held.map(({ person_id: personId, post, since }) => ({ personId, post, since })),
    uses: uses.map(({ person_id: personId, permission, last_used_at: at }) => ({ personId, permission, at })),
    // Where an operation decides inside which right it rests on, the right is known to be recorded once it was.
    measured: new Set([...named.filter((permission) => !isOpenPermission(permission)), ...uses.map(({ permission }) => permission)]),
    recordedSince: began,
    now,
  }
}
