import type { Selectable } from 'kysely'
import { newId } from '../../kernel/id.ts'
import type { AttachmentFinding, FieldFinding } from './machine-check.ts'
import type { Material } from './material-store.ts'
import { tooManyFindings, wrongState } from './problems.ts'
import type { OpenFinding } from './review-gate.ts'
import type { ContentContext, ContentDatabase } from './scope.ts'
import type { ContentTables } from './tables.ts'
import { say } from '../../kernel/sentence.ts'
import { stateNames } from './life-cycle.ts'

export type Submission = Selectable<ContentTables['material_submission']>
export type FindingRow = Selectable<ContentTables['material_finding']>

/** Findings that one round can hold; a text with more is not ready for anybody's eyes. */
export const maxFindings = 500

/** The round that is running, or undefined. There is at most one. */
export const openSubmission = (db: ContentDatabase, materialId: string): Promise<Submission | undefined> =>
  db
    .selectFrom('material_submission')
    .selectAll()
    .where('material_id', '=', materialId)
    .where('state', '=', 'open')
    .executeTakeFirst()

/**
 * The round that is running.
 * @throws Problem `material.wrong-state` when there is none
 */
export const requireSubmission = async (ctx: ContentContext, material: Material): Promise<Submission> => {
  const submission = await openSubmission(ctx.db, material.id)
  if (submission === undefined) throw wrongState({ state: say(stateNames[material.state], ctx.locale) })
  return submission
}

/**
 * Keeps what the machine found.
 * @throws Problem `material.too-many-findings`
 */
export const storeFindings = async (
  { db, now }: ContentContext,
  submissionId: string,
  findings: readonly FieldFinding[],
): Promise<void> => {
  if (findings.length > maxFindings) throw tooManyFindings({ count: findings.length, limit: maxFindings })
  if (findings.length === 0) return
  await db
    .insertInto('material_finding')
    .values(
      findings.map((finding) => ({
        id: newId(now.getTime()),
        submission_id: submissionId,
        field: finding.field,
        rule: finding.rule,
        category: finding.category,
        severity: finding.severity,
        start_offset: finding.start,
        end_offset: finding.end,
        excerpt: finding.excerpt,
        law: finding.law,
        advice: finding.advice,
        why: finding.why,
        proof: finding.proof ?? null,
        answer_evidence: null,
        ...(finding.field === 'attachment' ? placeColumns(finding) : {}),
      })),
    )
    .execute()
}

const placeColumns = ({ attachment: { digest, name, place } }: AttachmentFinding) => ({
  attachment_digest: digest,
  attachment_name: name,
  attachment_place: place,
})

/** The findings of a round in reading order: title, copy, then file by file as they were kept. */
export const findingsOf = (db: ContentDatabase, submissionId: string): Promise<FindingRow[]> =>
  db
    .selectFrom('material_finding')
    .selectAll()
    .where('submission_id', '=', submissionId)
    .orderBy('field', 'desc')
    .orderBy(({ eb }) => eb.case().when('field', '=', 'attachment').then(eb.ref('id')).end())
    .orderBy('start_offset')
    .orderBy('rule')
    .execute()

/** A finding as the gates see it. */
export const gateFinding = (row: FindingRow): OpenFinding => ({
  id: row.id,
  severity: row.severity,
  answered: row.answered_at !== null,
  overruled: row.overruled_at !== null,
  ofOpinion: row.opinion_id !== null,
})

/** Ends the round. */
export const endSubmission = async (
  { db, now }: ContentContext,
  submissionId: string,
  state: 'approved' | 'returned' | 'withdrawn',
): Promise<void> => {
  await db.updateTable('material_submission').set({ state, ended_at: now }).where('id', '=', submissionId).execute()
}
