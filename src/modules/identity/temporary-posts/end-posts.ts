import type { Selectable } from 'kysely'
import type { RecordedEvent } from '../../../kernel/context.ts'
import type { IdentityDatabase } from '../database.ts'
import type { IdentityTables } from '../tables.ts'

/** The job that puts ends on record; it is asked for at the moment when a post ends. */
export const endTemporaryPostsJob = 'identity.end-temporary-posts'

type Ended = Pick<Selectable<IdentityTables['temporary_post']>, 'id' | 'person_id' | 'post'>

type Work = { db: IdentityDatabase; now: Date; actorId: string | null; record: RecordEnd }

/** Ends what a person holds for some hours, because they may not hold anything any more. */
export const endRunningPosts = async (
  { db, now, actorId, record }: Work,
  { personId, why }: { personId: string; why: 'suspended' | 'left' },
): Promise<void> => {
  const ended = await db
    .updateTable('temporary_post')
    .set((eb) => ({
      // One that was to begin later ends at its beginning: it was never held.
      ended_at: eb.fn<Date>('greatest', [eb.val(now), 'starts_at']),
      ended_by: actorId,
    }))
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .returning(['id', 'person_id', 'post'])
    .execute()
  for (const one of ended) recordEnd({ record }, one, why)
}

type RecordEnd = (event: RecordedEvent<'temporary-post.ended'>) => void

/** Puts the end of a temporary post on record. */
export const recordEnd = (ctx: { record: RecordEnd }, { id, person_id: personId, post }: Ended, why: string): void => {
  ctx.record({
    type: 'temporary-post.ended',
    subject: { kind: 'person', id: personId },
    detail: { temporaryPost: id, post, why },
  })
}
