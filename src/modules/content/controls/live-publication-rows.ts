import type { ContentDatabase } from '../scope.ts'

/** Publications that one measurement looks at, the latest first. */
const mostPublications = 5000

/** What is out now, with the text that it showed and the approval that it rests on. */
export const livePublicationRows = (db: ContentDatabase) =>
  db
    .selectFrom('material_publication as publication')
    .innerJoin('material_approval as approval', 'approval.id', 'publication.approval_id')
    .innerJoin('material_submission as submission', 'submission.id', 'approval.submission_id')
    .innerJoin('material_version as version', (join) =>
      join
        .onRef('version.material_id', '=', 'publication.material_id')
        .onRef('version.version', '=', 'publication.version'),
    )
    .selectAll('version')
    .select([
      'publication.digest',
      'publication.recorded_at',
      'approval.submission_id',
      'approval.approved_at',
      'approval.digest as approval_digest',
      'submission.digest as submission_digest',
      'version.digest as version_digest',
    ])
    .where('publication.taken_down_at', 'is', null)
    .orderBy('publication.published_at', 'desc')
    .limit(mostPublications)
    .execute()

export type LivePublication = Awaited<ReturnType<typeof livePublicationRows>>[number]
