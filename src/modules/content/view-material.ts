import { z } from 'zod'
import { findingView, named, peopleIn } from './finding-view.ts'
import { takedownOf } from './takedown-view.ts'
import { materialFields } from './material-fields.ts'
import { findMaterial, writersOf } from './material-store.ts'
import { historyOf } from './material-history.ts'
import { mayDoWith } from './may-do.ts'
import { publicationsOf, reviewsOf, versionsOf } from './material-parts.ts'
import { opinionsOf } from './opinion-store.ts'
import { opinionShape, opinionView } from './opinion-view.ts'
import { defineOperation } from './scope.ts'
import { brief, digestText, instant, level, materialState, reviewState, storedFinding, unknownName } from './shapes.ts'
import { findingsOf } from './submission-store.ts'

const review = z.object({
  id: z.uuid(),
  level,
  version: z.int(),
  state: reviewState,
  reviewer: brief.nullable(),
  openedAt: instant,
  claimedAt: instant.nullable(),
  decidedAt: instant.nullable(),
  /** Why it was returned or withdrawn, or the comment of an approval. */
  reason: z.string().nullable(),
  dueAt: instant.nullable(),
})

const publication = z.object({
  id: z.uuid(),
  version: z.int(),
  digest: digestText,
  account: z.object({ id: z.uuid(), name: z.string(), platform: z.string() }),
  url: z.string(),
  publishedAt: instant,
  recordedBy: brief,
  takenDown: z.object({ at: instant, by: brief, reason: z.string() }).nullable(),
})

const output = z.object({
  id: z.uuid(),
  state: materialState,
  version: z.int(),
  fields: materialFields,
  digest: digestText,
  author: brief,
  department: brief,
  /** Names of the target accounts. */
  accounts: z.array(z.object({ id: z.uuid(), name: z.string(), platform: z.string() })),
  submittedAt: instant.nullable(),
  updatedAt: instant,
  /** By which rules the machine checked the last round of the latest version; null before the first. */
  rulesVersion: z.string().nullable(),
  /** Of the last round of the latest version. */
  findings: z.array(storedFinding),
  /** What others said about that round. */
  opinions: z.array(opinionShape),
  /** The latest round first, and within it in order of the levels. */
  reviews: z.array(review),
  /** Of the latest version. */
  approval: z.object({ digest: digestText, at: instant }).nullable(),
  publications: z.array(publication),
  /** The latest twenty, newest first. */
  versions: z.array(
    z.object({
      version: z.int(),
      title: z.string(),
      copy: z.string(),
      digest: digestText,
      savedAt: instant,
      savedBy: brief,
    }),
  ),
  history: z.array(
    z.object({
      at: instant,
      actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
      type: z.string(),
      sentence: z.string(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  /** What the caller may do with it now. */
  may: z.object({
    edit: z.boolean(),
    submit: z.boolean(),
    answer: z.boolean(),
    passSelfCheck: z.boolean(),
    claim: z.boolean(),
    decide: z.boolean(),
    publish: z.boolean(),
    takeDown: z.boolean(),
    discard: z.boolean(),
  }),
})

export const viewMaterial = defineOperation({
  name: 'content.view-material',
  summary: { zh: '查看物料、命中、审核、发布和历史', en: 'See a material with findings, reviews, publications and history' },
  effect: 'read',
  // The reader's scope decides which ones: own, department, or all.
  permission: 'signed-in',
  records: { unrecorded: 'marketing material meant for the public, no personal data beyond colleagues’ names' },
  input: z.object({ id: z.uuid() }),
  output,
  run: async (ctx, { id }) => {
    const { db, ports } = ctx
    const material = await findMaterial(ctx, id)
    const { submitted_at: submittedAt, updated_at: updatedAt } = await db
      .selectFrom('material')
      .select(['submitted_at', 'updated_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const round = await db
      .selectFrom('material_submission')
      .select(['id', 'rules_version'])
      .where('material_id', '=', id)
      .where('version', '=', material.version)
      .orderBy('submitted_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const approval = await db
      .selectFrom('material_approval')
      .select(['digest', 'approved_at'])
      .where('material_id', '=', id)
      .where('version', '=', material.version)
      .executeTakeFirst()
    const findings = round === undefined ? [] : await findingsOf(db, round.id)
    const opinions = round === undefined ? [] : await opinionsOf(db, round.id)
    const reviews = await reviewsOf(db, id)
    const publications = await publicationsOf(db, id)
    const versions = await versionsOf(db, id)
    const writerIds = await writersOf(db, material)

    const people = [
      material.authorId,
      ...findings.flatMap(peopleIn),
      ...reviews.map((row) => row.reviewer_id),
      ...publications.flatMap((row) => [row.recorded_by, row.taken_down_by]),
      ...versions.map((row) => row.saved_by),
    ].filter((person) => person !== null)
    const names = await ports.people(db, [...new Set(people)])
    const departments = await ports.departments(db)
    const accountIds = [...material.fields.accountIds, ...publications.map((row) => row.account_id)]
    const accounts = await ports.accounts(db, [...new Set(accountIds)])
    const account = (accountId: string) => ({
      id: accountId,
      name: accounts.get(accountId)?.name ?? unknownName,
      platform: accounts.get(accountId)?.platform ?? unknownName,
    })

    return {
      id,
      state: material.state,
      version: material.version,
      fields: material.fields,
      digest: material.digest,
      author: named(names, material.authorId),
      department: {
        id: material.departmentId,
        name: departments.find((department) => department.id === material.departmentId)?.name ?? unknownName,
      },
      accounts: material.fields.accountIds.map(account),
      submittedAt: submittedAt?.toISOString() ?? null,
      updatedAt: updatedAt.toISOString(),
      rulesVersion: round?.rules_version ?? null,
      findings: findings.map((row) => findingView(row, names)),
      opinions: opinions.map(opinionView),
      reviews: reviews.map((row) => ({
        id: row.id,
        level: row.level,
        version: row.version,
        state: row.state,
        reviewer: row.reviewer_id === null ? null : named(names, row.reviewer_id),
        openedAt: row.opened_at.toISOString(),
        claimedAt: row.claimed_at?.toISOString() ?? null,
        decidedAt: row.decided_at?.toISOString() ?? null,
        reason: row.reason,
        dueAt: row.due_at?.toISOString() ?? null,
      })),
      approval: approval === undefined ? null : { digest: approval.digest, at: approval.approved_at.toISOString() },
      publications: publications.map((row) => ({
        id: row.id,
        version: row.version,
        digest: row.digest,
        account: account(row.account_id),
        url: row.url,
        publishedAt: row.published_at.toISOString(),
        recordedBy: named(names, row.recorded_by),
        takenDown: takedownOf(row, names),
      })),
      versions: versions.map((row) => ({
        version: row.version,
        title: row.title,
        copy: row.copy,
        digest: row.digest,
        savedAt: row.saved_at.toISOString(),
        savedBy: named(names, row.saved_by),
      })),
      history: await historyOf(ctx, id),
      may: mayDoWith(ctx.actor, { material, writerIds, reviews, publications }),
    }
  },
})
