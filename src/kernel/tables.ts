import type { ColumnType } from 'kysely'
import type { Evidence, ControlState, Dimension } from './control/measurement.ts'
import type { Term } from './obligation/due.ts'
import type { Sentence, SentenceParams } from './sentence.ts'

/** A JSON column: an object when read, JSON text when written (see `json` in the database room). */
export type Json<T> = ColumnType<T, string, string>

type InstallationRow = { key: string; value: Json<unknown> }

export type LedgerEntryRow = {
  id: string
  at: Date
  operation: string
  type: string
  actor_kind: 'person' | 'job' | 'machine' | 'api-key' | 'anonymous'
  actor_id: string | null
  actor_name: string | null
  subject_kind: string
  subject_id: string
  detail: Json<Record<string, unknown>>
  origin: Json<{ ip?: string; device?: string; session?: string; request?: string }>
  mac: Uint8Array
}

type LedgerUnsealedRow = { entry_id: string }

type LedgerLeafRow = { index: number; entry_id: string; leaf_hash: Uint8Array; seal: Uint8Array }

type LedgerCheckpointRow = { size: number; at: Date; root: Uint8Array; frontier: Json<readonly string[]>; note: string }

export type ObligationRow = {
  id: string
  kind: string
  title: Json<Sentence>
  params: Json<SentenceParams>
  subject_kind: string
  subject_id: string
  owner_person: string | null
  owner_post: string | null
  owner_department: string | null
  escalate_person: string | null
  escalate_post: string | null
  escalate_department: string | null
  link: string | null
  state: 'open' | 'paused' | 'met' | 'cancelled'
  opened_at: Date
  /** How long it runs; null where a person chose the moment. */
  term: ColumnType<Term | null, string | null, string | null>
  /** Times (ISO 8601) during which the clock stood still. */
  pauses: Json<readonly { from: string; to: string }[]>
  due_at: Date
  provisional: boolean
  remind_at: Date
  /** Moments (ISO 8601) of the reminders after `remind_at`, in order. */
  later_reminders: Json<readonly string[]>
  reminded_at: Date | null
  breached_at: Date | null
  paused_at: Date | null
  ended_at: Date | null
  evidence: ColumnType<Record<string, unknown> | null, string | null, string | null>
}

type ControlMeasurementRow = {
  id: string
  control_id: string
  at: Date
  state: ControlState
  share: number
  evidence: Json<readonly Evidence[]>
}

type ScoreMeasurementRow = {
  id: string
  at: Date
  /** Null while nothing is conclusive. */
  overall: number | null
  dimensions: Json<readonly { id: Dimension; score: number | null }[]>
  coverage: number
}

type NoticeRow = {
  id: string
  person_id: string
  kind: string
  sentence: Json<Sentence>
  params: Json<SentenceParams>
  link: string | null
  at: Date
  read_at: Date | null
}

type SealingKeyRow = {
  version: number
  source: string
  wrapped: Uint8Array | null
  state: 'active' | 'retiring' | 'retired'
  made_at: Date
  retired_at: Date | null
}

type KeyRotationRow = {
  id: string
  to_version: number
  total: number
  done: number
  position: Json<unknown>
  started_at: Date
  finished_at: Date | null
}

type FileRow = { digest: string; media_type: string; size: number; bytes: Uint8Array; at: Date }

/** The kernel's tables (migrations/0001-kernel.sql, sealing keys in 0015-accounts.sql). Modules add their own. */
export type KernelTables = {
  installation: InstallationRow
  ledger_entry: LedgerEntryRow
  ledger_unsealed: LedgerUnsealedRow
  ledger_leaf: LedgerLeafRow
  ledger_checkpoint: LedgerCheckpointRow
  obligation: ObligationRow
  control_measurement: ControlMeasurementRow
  score_measurement: ScoreMeasurementRow
  notice: NoticeRow
  file: FileRow
  sealing_key: SealingKeyRow
  key_rotation: KeyRotationRow
}
