import type { IdentityEvent } from '../../vocabulary.ts'

/** What a leaving records through its port, in the transaction of the directory's call; the events of other modules. */
export const recordedByLeaving = [
  'leaving.planned',
  'leaving.changed',
  'leaving.carried-out',
  'leaving.item-withdrawn',
  'leaving.item-left',
  'review.released',
  'obligation.handed-over',
  'obligation.cancelled',
] as const

/** What identity records when somebody leaves. */
export const ownOfLeaving = [
  'person.left',
  'session.ended',
  'api-key.revoked',
  'posts.changed',
  'temporary-post.ended',
  'temporary-post.request-withdrawn',
  'department.changed',
] as const

/** What the operations of a directory record. */
export type ScimEvent = IdentityEvent | (typeof recordedByLeaving)[number]
