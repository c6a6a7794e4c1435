import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import { checkAttachments } from './check-attachments.ts'
import { inWholeText, machineInput } from './machine-check.ts'
import type { MaterialFields } from './material-fields.ts'
import type { Screening } from './ports.ts'
import type { ContentDatabase } from './scope.ts'

type Batch = { after: string | null; limit: number }

// A handle typed with no module's tables is one typed with this module's: at run time they are the same.
const content = (db: AnyDatabase): ContentDatabase => db as unknown as ContentDatabase

/** Rounds since a moment; of several rounds of one version the last. */
const submissionsSince = (db: AnyDatabase, since: Date) =>
  content(db)
    .selectFrom('material_submission as submission')
    .where('submission.submitted_at', '>=', since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('material_submission as later')
            .select('later.id')
            .whereRef('later.material_id', '=', 'submission.material_id')
            .whereRef('later.version', '=', 'submission.version')
            .whereRef('later.id', '>', 'submission.id'),
        ),
      ),
    )

type VersionFields = Pick<MaterialFields, 'title' | 'copy' | 'channel' | 'industry' | 'advertising'>

const versionColumns = [
  'version.title',
  'version.copy',
  'version.channel',
  'version.industry',
  'version.advertising',
] as const

const inputOf = ({ title, copy, channel, industry, advertising }: VersionFields) =>
  machineInput({ title, copy, channel, industry, advertising })

/** Publications that are not down, in the order of their ids. */
const livePublications = (db: AnyDatabase) =>
  content(db).selectFrom('material_publication as publication').where('publication.taken_down_at', 'is', null)

type Tools = {
  /** The active people whom an owner stands for today. */
  holders: (db: AnyDatabase, owner: Owner) => Promise<readonly string[]>
}

/** What the rules need to read of submitted and published copy; see `CopyPorts` of the rules. */
export const copyForRules = ({ holders }: Tools) => {
  const ownersOf = async (
    db: AnyDatabase,
    authorId: string,
    departmentId: string,
  ): Promise<{ owner: Owner; escalateTo: Owner }> => {
    const head: Owner = { post: 'department-head', departmentId }
    const active = await holders(db, { personId: authorId })
    return { owner: active.length > 0 ? { personId: authorId } : head, escalateTo: head }
  }

  return {
    countSubmitted: async (db: AnyDatabase, since: Date): Promise<number> => {
      const { count } = await submissionsSince(db, since)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },

    submitted: async (db: AnyDatabase, { since, after, limit }: Batch & { since: Date }) => {
      const rows = await submissionsSince(db, since)
        .innerJoin('material_version as version', (join) =>
          join
            .onRef('version.material_id', '=', 'submission.material_id')
            .onRef('version.version', '=', 'submission.version'),
        )
        .select(['submission.id', 'submission.material_id', 'submission.submitted_at', ...versionColumns])
        .$if(after !== null, (query) => query.where('submission.id', '>', after ?? ''))
        .orderBy('submission.id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        materialId: row.material_id,
        title: row.title,
        submittedAt: row.submitted_at,
        ...inputOf(row),
      }))
    },

    countLive: async (db: AnyDatabase): Promise<number> => {
      const { count } = await livePublications(db)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },

    live: async (db: AnyDatabase, { after, limit, materialId }: Batch & { materialId?: string }) => {
      const rows = await livePublications(db)
        .innerJoin('material_version as version', (join) =>
          join
            .onRef('version.material_id', '=', 'publication.material_id')
            .onRef('version.version', '=', 'publication.version'),
        )
        .innerJoin('material', 'material.id', 'publication.material_id')
        .innerJoin('material_approval as approval', 'approval.id', 'publication.approval_id')
        .innerJoin('material_submission as submission', 'submission.id', 'approval.submission_id')
        .select([
          'publication.id',
          'publication.material_id',
          'material.author_id',
          'material.department_id',
          'submission.id as submission_id',
          'submission.rules_version',
          'version.attachments',
          ...versionColumns,
        ])
        .$if(after !== null, (query) => query.where('publication.id', '>', after ?? ''))
        .$if(materialId !== undefined, (query) => query.where('publication.material_id', '=', materialId ?? ''))
        .orderBy('publication.id')
        .limit(limit)
        .execute()
      if (rows.length === 0) return []
      const found = await content(db)
        .selectFrom('material_finding')
        .select([
          'submission_id',
          'field',
          'rule',
          'severity',
          'start_offset',
          'end_offset',
          'attachment_digest',
          'attachment_place',
        ])
        .where('submission_id', 'in', [...new Set(rows.map((row) => row.submission_id))])
        .execute()
      const publications = []
      for (const row of rows) {
        const known = found
          .filter((finding) => finding.submission_id === row.submission_id)
          .map(({ field, rule, severity, start_offset: start, end_offset: end, ...file }) => ({
            rule,
            severity,
            ...(field === 'attachment'
              ? { start, end, attachment: { digest: file.attachment_digest ?? '', place: file.attachment_place ?? '' } }
              : inWholeText({ field, start, end }, row)),
          }))
        publications.push({
          id: row.id,
          materialId: row.material_id,
          title: row.title,
          ...inputOf(row),
          inAttachments: async (screening: Screening) => (await checkAttachments(content(db), screening, row)).findings,
          known,
          rulesVersion: row.rules_version,
          ...(await ownersOf(db, row.author_id, row.department_id)),
        })
      }
      return publications
    },

    stillLive: async (db: AnyDatabase, ids: readonly string[]): Promise<ReadonlySet<string>> => {
      if (ids.length === 0) return new Set()
      const rows = await livePublications(db)
        .select('publication.id')
        .where('publication.id', 'in', [...ids])
        .execute()
      return new Set(rows.map(({ id }) => id))
    },
  }
}
