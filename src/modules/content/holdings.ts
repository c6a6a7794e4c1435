import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { RecordedEvent } from '../../kernel/context.ts'
import { releaseClaim } from './release-claim.ts'
import type { ContentDatabase } from './scope.ts'

type Work = { db: AnyDatabase; now: Date; record: (event: RecordedEvent) => void }

const unfinished = ['draft', 'self-check', 'department-review', 'legal-review'] as const

const claimedBy = (db: ContentDatabase, people: readonly string[]) =>
  db
    .selectFrom('material_review')
    .innerJoin('material_submission', 'material_submission.id', 'material_review.submission_id')
    .innerJoin('material_version', (join) =>
      join
        .onRef('material_version.material_id', '=', 'material_submission.material_id')
        .onRef('material_version.version', '=', 'material_submission.version'),
    )
    .select(['material_review.id', 'material_review.reviewer_id', 'material_version.title'])
    .where('material_review.reviewer_id', 'in', people)
    .where('material_review.state', '=', 'claimed')
    .where('material_review.level', '<>', 'self')
    .orderBy('material_review.claimed_at')
    .limit(1_000)
    .execute()

const unfinishedOf = (db: ContentDatabase, people: readonly string[]) =>
  db
    .selectFrom('material')
    .select(['author_id as personId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('author_id', 'in', people)
    .where('state', 'in', unfinished)
    .groupBy('author_id')
    .execute()

const reach = async (work: Pick<Work, 'db'>, people: readonly string[]) => {
  const db = work.db as ContentDatabase
  const claims = await claimedBy(db, people)
  const drafts = await unfinishedOf(db, people)
  return [
    ...claims.map(({ id, title, reviewer_id: personId }) => ({
      personId: personId ?? '',
      kind: 'review',
      ref: id,
      opens: 'by-itself' as const,
      title: { zh: '领取的审核“{title}”', en: 'The review of "{title}" that they claimed' },
      params: { title },
      link: `/reviews/${id}`,
    })),
    ...drafts.map(({ personId, count }) => ({ personId, ...draftsOf(count), opens: 'with-sign-in' as const })),
  ]
}

const draftsOf = (count: number) => ({
  kind: 'draft',
  ref: 'drafts',
  title: { zh: '未完成的物料 {count} 份', en: '{count} unfinished materials' },
  params: { count },
})

/** Claims go back to the queue at once; drafts stay for the record, and only others can still open them. */
const withdraw = async (work: Work, personId: string) => {
  const db = work.db as ContentDatabase
  const claims = await claimedBy(db, [personId])
  for (const { id } of claims) await releaseClaim({ db, record: work.record }, id, personId)
  const drafts = await unfinishedOf(db, [personId])
  return [
    ...claims.map(({ id, title }) => ({
      kind: 'review',
      ref: id,
      title: { zh: '领取的审核“{title}”已放回队列', en: 'The review of "{title}" went back to the queue' },
      params: { title },
      outcome: 'withdrawn' as const,
    })),
    ...drafts.map(({ count }) => ({
      ...draftsOf(count),
      title: {
        zh: '未完成的物料 {count} 份，本人已无法打开，留存备查',
        en: '{count} unfinished materials: closed to them, kept for the record',
      },
      outcome: 'withdrawn' as const,
    })),
  ]
}

/** What people hold in this module, and how it is taken back when they leave. */
export const holdings = { reach, withdraw }
