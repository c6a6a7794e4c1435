import type { ContentDatabase } from './scope.ts'

const mostReviews = 300
const mostPublications = 500
const mostVersions = 20

/** Every review of a material, the latest round first, each round in order of its levels. */
export const reviewsOf = (db: ContentDatabase, materialId: string) =>
  db
    .selectFrom('material_review as review')
    .innerJoin('material_submission as submission', 'submission.id', 'review.submission_id')
    .leftJoin('obligation', 'obligation.id', 'review.obligation_id')
    .select([
      'review.id',
      'review.level',
      'review.state',
      'review.department_id',
      'review.reviewer_id',
      'review.opened_at',
      'review.claimed_at',
      'review.decided_at',
      'review.reason',
      'submission.version',
      'obligation.due_at',
    ])
    .where('submission.material_id', '=', materialId)
    .orderBy('submission.submitted_at', 'desc')
    .orderBy('submission.id')
    .orderBy('review.opened_at')
    .limit(mostReviews)
    .execute()

export type ReviewPart = Awaited<ReturnType<typeof reviewsOf>>[number]

/** Every publication of a material, the latest first. */
export const publicationsOf = (db: ContentDatabase, materialId: string) =>
  db
    .selectFrom('material_publication')
    .selectAll()
    .where('material_id', '=', materialId)
    .orderBy('published_at', 'desc')
    .limit(mostPublications)
    .execute()

export type PublicationPart = Awaited<ReturnType<typeof publicationsOf>>[number]

/** The latest versions of a material, newest first. */
export const versionsOf = (db: ContentDatabase, materialId: string) =>
  db
    .selectFrom('material_version')
    .select(['version', 'title', 'copy', 'digest', 'saved_at', 'saved_by'])
    .where('material_id', '=', materialId)
    .orderBy('version', 'desc')
    .limit(mostVersions)
    .execute()
