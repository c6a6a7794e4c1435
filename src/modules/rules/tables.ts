import type { Json } from '../../kernel/tables.ts'
import type { ChangeCounts } from './changes.ts'

type RuleVersionRow = {
  number: number
  digest: string
  packs_version: string
  content: string
  changes: Uint8Array
  counts: Json<ChangeCounts>
  copy_of: number | null
  dry_run_id: string
  reason: string
  editor_ids: Json<string[]>
  alone: boolean
  enforced_at: Date
  enforced_by: string
}

type RuleDraftRow = {
  id: string
  single: boolean
  based_on: number | null
  copy_of: number | null
  revision: number
  content: string
  changes: Uint8Array
  counts: Json<ChangeCounts>
  opened_at: Date
  edited_at: Date
  edited_by: string
}

export type Verdict = 'allow' | 'review' | 'deny'

/** A finding as reports keep it: where and by which rule, with the words themselves. */
export type FindingBrief = {
  rule: string
  severity: 'block' | 'warn' | 'note'
  excerpt: string
  why: string
  law: string
  /** Where in which attached document; absent for the text itself. */
  attachment?: { name: string; place: string }
}

export type DryRunState = 'running' | 'done' | 'cancelled' | 'superseded'
export type DryRunKind = 'more-stopped' | 'fewer-stopped' | 'more-reviewed' | 'fewer-reviewed'

type RuleDryRunRow = {
  id: string
  draft_id: string
  revision: number
  digest: string
  state: DryRunState
  since: Date
  total: number
  checked: number
  position: string | null
  more_stopped: number
  fewer_stopped: number
  more_reviewed: number
  fewer_reviewed: number
  started_at: Date
  started_by: string
  progressed_at: Date
  ended_at: Date | null
}

type RuleDryRunItemRow = {
  run_id: string
  submission_id: string
  material_id: string
  title: string
  submitted_at: Date
  kind: DryRunKind
  before: Verdict
  after: Verdict
  findings: Json<FindingBrief[]>
}

type RuleRecheckRow = {
  id: string
  version: number | null
  packs_version: string
  state: 'running' | 'done' | 'superseded'
  total: number
  checked: number
  offending: number
  position: string | null
  started_at: Date
  progressed_at: Date
  ended_at: Date | null
}

type RuleOffenceRow = {
  id: string
  recheck_id: string
  publication_id: string
  material_id: string
  title: string
  decision: 'review' | 'deny'
  findings: Json<FindingBrief[]>
  obligation_id: string
  found_at: Date
  kept_reason: string | null
  kept_by: string | null
  taken_down: boolean
  settled_at: Date | null
}

/** The module's tables (migrations/0006-rules.sql). */
export type RulesTables = {
  rule_version: RuleVersionRow
  rule_draft: RuleDraftRow
  rule_draft_editor: { draft_id: string; person_id: string }
  rule_dry_run: RuleDryRunRow
  rule_dry_run_item: RuleDryRunItemRow
  rule_recheck: RuleRecheckRow
  rule_offence: RuleOffenceRow
}
