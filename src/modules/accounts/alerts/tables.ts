import type { ColumnType, Selectable } from 'kysely'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { Json } from '../../../kernel/tables.ts'
import type { AlertAction } from './parse/find-subject.ts'
import type { KnownPlace } from './parse/find-place.ts'
import type { Network } from './triage/history.ts'
import type { TriageReason, TriageVerdict } from './triage/triage-alert.ts'

type Perhaps<Value> = ColumnType<Value | null, string | null, string | null>

export type AlertSource = 'pasted' | 'wecom-log'
export const alertDecisions = ['genuine', 'stolen', 'forged'] as const
export type AlertDecision = (typeof alertDecisions)[number]

export type PlatformAlertRow = {
  id: string
  account_id: string
  source: AlertSource
  source_key: string | null
  reported_at: Date
  reported_by: string | null
  subject_id: string | null
  sealed_text: Uint8Array | null
  action: AlertAction | 'other'
  happened_at: Date | null
  ip: string | null
  place_words: string | null
  device: string | null
  app: string | null
  forged_hosts: Json<readonly string[]>
  place: Perhaps<KnownPlace | 'abroad'>
  network: Perhaps<Network>
  verdict: TriageVerdict
  score: number
  reasons: Json<readonly TriageReason[]>
  triage_id: string
  due_at: Date
  claimed_at: Date | null
  claimed_by: string | null
  claim_statement: string | null
  decision: AlertDecision | null
  decided_at: Date | null
  decided_by: string | null
  decision_reason: string | null
  case_id: string | null
  case_opened_at: Date | null
  case_closed_at: Date | null
  case_outcome: string | null
}

/** An alert as it is read. */
export type PlatformAlert = Selectable<PlatformAlertRow>

type PlatformAlertStepRow = {
  id: string
  alert_id: string
  step: string
  title: Json<Sentence>
  path: Json<Sentence>
  proof_wanted: Json<Sentence>
  place: number
  obligation_id: string
  state: 'open' | 'done' | 'cancelled'
  proof: string | null
  settled_at: Date | null
  settled_by: string | null
}

type PlatformAlertEvidenceRow = {
  id: string
  alert_id: string
  digest: string
  name: string
  added_at: Date
  added_by: string
}

type AlertSourceRow = { source: 'wecom-log'; read_until: Date; read_at: Date; failure: Perhaps<Sentence> }
type AlertSettingRow = { one: boolean; core_minutes: number; other_minutes: number }

/** Row types of migrations/0023-platform-alerts.sql. */
export type AlertTables = {
  platform_alert: PlatformAlertRow
  platform_alert_step: PlatformAlertStepRow
  platform_alert_evidence: PlatformAlertEvidenceRow
  alert_source: AlertSourceRow
  alert_setting: AlertSettingRow
}
