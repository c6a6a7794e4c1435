import type { ColumnType, Generated } from 'kysely'
import type { Json } from '../../kernel/tables.ts'
import type { DocumentFault } from '../../screening/documents/index.ts'
import type { Channel } from './channels.ts'
import type { MaterialState } from './life-cycle.ts'
import type { Attachment } from './material-fields.ts'

export type ReviewLevel = 'self' | 'department' | 'legal'

export type ReviewState = 'waiting' | 'claimed' | 'approved' | 'returned' | 'withdrawn'

export type SubmissionState = 'open' | 'approved' | 'returned' | 'withdrawn'

/** What the author offers for a finding: words, files, or both. */
export type AnswerEvidence = { text?: string | undefined; attachments: readonly Attachment[] }

type MaterialRow = {
  id: string
  author_id: string
  department_id: string
  state: MaterialState
  version: number
  created_at: Date
  updated_at: Date
  submitted_at: Date | null
}

type MaterialVersionRow = {
  material_id: string
  version: number
  title: string
  copy: string
  channel: Channel
  industry: string | null
  advertising: boolean
  ai_generated: boolean
  audience_consent: string | null
  account_ids: Json<string[]>
  attachments: Json<Attachment[]>
  digest: string
  saved_at: Date
  saved_by: string
}

type MaterialSubmissionRow = {
  id: string
  material_id: string
  version: number
  digest: string
  submitted_at: Date
  submitted_by: string
  rules_version: string | null
  state: SubmissionState
  ended_at: Date | null
}

type MaterialFindingRow = {
  id: string
  submission_id: string
  field: 'title' | 'copy' | 'attachment'
  rule: string
  category: string
  severity: 'block' | 'warn' | 'note'
  start_offset: number
  end_offset: number
  excerpt: string
  law: string
  advice: string
  why: string
  proof: string | null
  answer_reason: string | null
  answer_evidence: ColumnType<AnswerEvidence | null, string | null, string | null>
  answered_by: string | null
  answered_at: Date | null
  overrule_reason: string | null
  overruled_by: string | null
  overruled_at: Date | null
  overrule_level: 'department' | 'legal' | null
  /** The second opinion that it stands for; null for the machine's own. */
  opinion_id: Generated<string | null>
  /** The file and the place in it; set where the field is `attachment`. */
  attachment_digest: Generated<string | null>
  attachment_name: Generated<string | null>
  attachment_place: Generated<string | null>
}

/** What a file says, by its digest; see attachment-text.ts. */
type AttachmentTextRow = {
  digest: string
  reader: number
  fault: DocumentFault | null
  document: Uint8Array | null
}

type MaterialOpinionRow = {
  id: string
  submission_id: string
  provider: string
  state: 'waiting' | 'given' | 'missing'
  opened_at: Date
  failures: Generated<number>
  answered_at: Date | null
  decision: 'pass' | 'review' | 'block' | null
  labels: Json<string[]>
  reasons: Json<string[]>
  score: number | null
  request_id: string | null
  raised: Generated<boolean>
  missing_reason: string | null
  next_attempt_at: Date | null
}

type MaterialReviewRow = {
  id: string
  submission_id: string
  level: ReviewLevel
  state: ReviewState
  department_id: string | null
  reviewer_id: string | null
  opened_at: Date
  claimed_at: Date | null
  decided_at: Date | null
  due_at: Date | null
  obligation_id: string | null
  reason: string | null
}

type MaterialApprovalRow = {
  id: string
  submission_id: string
  material_id: string
  version: number
  digest: string
  approved_at: Date
  approved_by: string
}

type MaterialPublicationRow = {
  id: string
  material_id: string
  version: number
  approval_id: string
  digest: string
  account_id: string
  url: string
  published_at: Date
  recorded_at: Date
  recorded_by: string
  taken_down_at: Date | null
  taken_down_by: string | null
  taken_down_reason: string | null
}

type ReviewSettingRow = {
  department_id: string
  department_minutes: number
  legal_minutes: number
  updated_at: Date
  updated_by: string
}

/** The figures are whole numbers below 2^53. */
export type CheckTallyRow = {
  caller_kind: 'person' | 'machine' | 'api-key'
  caller_id: string
  caller_name: string
  begins_at: Date
  rules_version: string
  allowed: number
  in_doubt: number
  denied: number
  characters: number
}

/**
 * The module's tables (migrations/0004-content.sql, 0007-second-opinions.sql, 0011-attachment-text.sql, and the tally of
 * 0005-api-keys.sql).
 */
export type ContentTables = {
  material: MaterialRow
  material_version: MaterialVersionRow
  material_submission: MaterialSubmissionRow
  material_finding: MaterialFindingRow
  material_opinion: MaterialOpinionRow
  attachment_text: AttachmentTextRow
  material_review: MaterialReviewRow
  material_approval: MaterialApprovalRow
  material_publication: MaterialPublicationRow
  review_setting: ReviewSettingRow
  check_tally: CheckTallyRow
}
