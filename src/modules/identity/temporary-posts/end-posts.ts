import type { Selectable } from 'kysely'
import type { RecordedEvent } from '../../../kernel/context.ts'
import type { IdentityDatabase } from '../database.ts'
import type { IdentityTables } from '../tables.ts'

/** The job that puts ends on record; it is asked for at the moment when a post ends. */
export const endTemporaryPostsJob = 'identity.end-temporary-posts'

type Ended = Pick<Selectable<IdentityTables['temporary_post']>, 'id' | 'person_id' | 'post'>

type Work = {
  db: IdentityDatabase
  now: Date
  actorId: string | null
  record: (event: RecordedEvent<'temporary-post.ended' | 'temporary-post.request-withdrawn'>) => void
  cancelObligation: (id: string, reason: string) => Promise<void>
}

/** Ends what a person holds for some hours or has asked for, because they may not hold anything any more. */
export const endRunningPosts = async (
  { db, now, actorId, record, cancelObligation }: Work,
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
  const asked = await db
    .updateTable('temporary_post_request')
    .set({ state: 'withdrawn', decided_at: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .returning(['id', 'post', 'obligation_id as obligationId'])
    .execute()
  for (const { id, post, obligationId } of asked) {
    await cancelObligation(obligationId, why === 'left' ? '申请人已离职' : '申请人已停用')
    record({ type: 'temporary-post.request-withdrawn', subject: { kind: 'person', id: personId }, detail: { request: id, post, why } })
  }
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
