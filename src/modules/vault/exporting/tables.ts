import type { Generated } from 'kysely'
import type { Json } from '../../../kernel/tables.ts'
import type { FieldKind } from '../fields/kinds.ts'
import type { ExportState } from './export-life.ts'
import type { ExportPurpose } from './purposes.ts'
import type { ExportFilter } from './filter.ts'

export type ExportRow = {
  id: string
  state: ExportState
  department_id: string | null
  variant: 'clear' | 'masked'
  format: 'xlsx' | 'csv'
  kinds: Json<readonly FieldKind[]>
  filter: Json<ExportFilter>
  purpose: ExportPurpose
  reason: string
  sensitive: boolean
  needs_agreement: boolean
  customers: number
  asked_by: string
  asked_at: Date
  obligation_id: string | null
  decided_by: string | null
  decided_at: Date | null
  decision_reason: string | null
  mark_key: Uint8Array | null
  file_key: Uint8Array | null
  total: number | null
  done: Generated<number>
  picked_to: string | null
  written_place: number | null
  written_to: string | null
  moved_at: Date
  made_at: Date | null
  file_digest: Uint8Array | null
  file_size: number | null
  expires_at: Date | null
  downloads: Generated<number>
  ended_at: Date | null
}

type ExportCustomerRow = { export_id: string; customer_id: string; place: number; mobile_index: Uint8Array | null }

type ExportPieceRow = { export_id: string; part: 'rows' | 'file'; number: number; sealed: Uint8Array }

/** Row types of migrations/0029-exports.sql. */
export type ExportTables = { vault_export: ExportRow; vault_export_customer: ExportCustomerRow; vault_export_piece: ExportPieceRow }
