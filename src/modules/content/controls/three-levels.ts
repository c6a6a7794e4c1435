import { sql } from 'kysely'
import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { digestOf } from '../material-digest.ts'
import { materialLink } from '../material-link.ts'
import { fieldsOf } from '../material-store.ts'
import { flawsOf, type PublicationTrail, type TrailFlaw } from '../publication-trail.ts'
import { type ContentDatabase, defineControl } from '../scope.ts'
import type { ReviewLevel } from '../tables.ts'
import { type LivePublication, livePublicationRows } from './live-publication-rows.ts'

const flawNames: Readonly<Record<TrailFlaw, { zh: string; en: string }>> = {
  digest: { zh: '内容与批准的不一致', en: 'the text is not what was approved' },
  people: { zh: '三级审核不是由三位不同的人完成', en: 'not three different people passed the levels' },
  order: { zh: '审核、批准、发布的先后顺序不对', en: 'review, approval and publication are out of order' },
  ledger: { zh: '台账中没有对应的审核记录', en: 'the ledger knows nothing of a review' },
}

/** Measured from the rows and the ledger, so that what was changed by hand shows. */
export const threeLevels = defineControl({
  id: 'content.three-levels',
  title: { zh: '在线发布均经三级审核', en: 'Everything that is out passed three levels of review' },
  purpose: {
    zh: '未经审核或审核后被改动的内容发布出去，会带来违法广告的处罚。',
    en: 'Content that was not reviewed, or changed afterwards, leads to fines for unlawful advertising.',
  },
  dimension: 'content',
  weight: 8,
  action: {
    sentence: { zh: '核对下列发布，下架未经完整审核的内容', en: 'Look at these publications and take down what was not fully reviewed' },
    link: '/publications',
  },
  remeasureOn: ['publication.recorded', 'publication.taken-down'],
  measure: async (db) => {
    const publications = await livePublicationRows(db)
    const examined = await examine(db, publications)
    const flawed = examined.filter(({ flaws }) => flaws.length > 0)
    return shareMeasurement(publications.length, publications.length - flawed.length, [
      ...flawed.map(({ publication, flaws }) => ({
        sentence: {
          zh: `《{title}》第 {version} 版：${flaws.map((flaw) => flawNames[flaw].zh).join('；')}`,
          en: `{title}, version {version}: ${flaws.map((flaw) => flawNames[flaw].en).join('; ')}`,
        },
        params: { title: publication.title, version: publication.version },
        link: materialLink(publication.material_id),
      })),
      {
        sentence: {
          zh: '{good} 条在线发布经过三级审核，共 {total} 条',
          en: '{good} of {total} publications that are out passed three levels',
        },
        params: { good: publications.length - flawed.length, total: publications.length },
        link: '/publications',
      },
    ])
  },
})

type Passed = {
  submission_id: string
  level: ReviewLevel
  reviewer_id: string | null
  decided_at: Date | null
  in_ledger: boolean
}

const examine = async (db: ContentDatabase, publications: readonly LivePublication[]) => {
  if (publications.length === 0) return []
  const materialIds = [...new Set(publications.map((row) => row.material_id))]
  const passed = await passedReviews(db, materialIds)
  const writers = await db
    .selectFrom('material_version')
    .innerJoin('material', 'material.id', 'material_version.material_id')
    .select(['material_id', 'material_version.version', 'saved_by', 'author_id'])
    .where('material_id', 'in', materialIds)
    .execute()
  return publications.map((publication) => {
    const levels = passed.filter((row) => row.submission_id === publication.submission_id)
    const wrote = writers.filter(
      (row) => row.material_id === publication.material_id && row.version <= publication.version,
    )
    const trail: PublicationTrail = {
      publicationDigest: publication.digest,
      approvalDigest: publication.approval_digest,
      submissionDigest: publication.submission_digest,
      recomputedDigest: digestOf(fieldsOf({ ...publication, digest: publication.version_digest })),
      passed: levels.flatMap(({ level, reviewer_id: reviewerId, decided_at: decidedAt }) =>
        reviewerId === null || decidedAt === null ? [] : [{ level, reviewerId, decidedAt }],
      ),
      writerIds: [...new Set(wrote.flatMap((row) => [row.saved_by, row.author_id]))],
      approvedAt: publication.approved_at,
      recordedAt: publication.recorded_at,
      levelsInLedger: levels.filter((row) => row.in_ledger).map(({ level }) => level),
    }
    return { publication, flaws: flawsOf(trail) }
  })
}

/** Passed reviews, and whether the ledger holds each decision: by the same person, over the same text. */
const passedReviews = (db: ContentDatabase, materialIds: readonly string[]): Promise<Passed[]> =>
  db
    .selectFrom('material_review as review')
    .innerJoin('material_submission as submission', 'submission.id', 'review.submission_id')
    .select([
      'review.submission_id',
      'review.level',
      'review.reviewer_id',
      'review.decided_at',
      sql<boolean>`exists (
        select from ledger_entry entry
        where entry.subject_kind = 'material' and entry.subject_id = submission.material_id::text
          and entry.type = 'review.passed' and entry.actor_id = review.reviewer_id::text
          and entry.detail ->> 'reviewId' = review.id::text and entry.detail ->> 'digest' = submission.digest
      )`.as('in_ledger'),
    ])
    .where('submission.material_id', 'in', [...materialIds])
    .where('review.state', '=', 'approved')
    .execute()
