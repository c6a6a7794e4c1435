import type { FieldKind } from '../fields/kinds.ts'
import type { Basis, Source } from '../origin.ts'
import type { DuplicateRule } from './duplicates.ts'
import type { ImportState } from './life-cycle.ts'
import type { TableFormat } from './reading/table.ts'

export type ImportRow = {
  id: string
  department_id: string
  via: 'file' | 'wecom'
  state: ImportState
  /** Null once it was destroyed. */
  data_key: Uint8Array | null
  file_name: Uint8Array | null
  headings: Uint8Array | null
  format: TableFormat | null
  size: number
  received: number
  digest: Uint8Array | null
  source: Source
  source_detail: string
  basis: Basis
  evidence: string
  evidence_at: Date
  separate_consent: boolean
  guardian_consent: boolean
  duplicates: DuplicateRule
  /** A JSON array of kinds, null for a column that is left out. */
  columns: unknown
  /** A `Position`, or of WeCom the next page. */
  position: unknown
  read_permille: number
  rows_read: number
  rows_ready: number
  rows_faulty: number
  twice_in_file: number
  known_already: number
  faults: number
  chunks: number
  chunks_done: number
  added: number
  merged: number
  skipped: number
  refused: number
  why: string | null
  why_row: number | null
  begun_by: string | null
  begun_by_key: string | null
  begun_at: Date
  confirmed_by: string | null
  confirmed_at: Date | null
  moved_at: Date
  ended_at: Date | null
  asked_by: string | null
  untold: number
}

type SliceRow = { import_id: string; from_byte: number; size: number; bytes: Uint8Array }
type ChunkRow = { import_id: string; number: number; size: number; sealed: Uint8Array }
type ErasedIndexRow = { kind: FieldKind; digest: Uint8Array; erased_at: Date }
type ToldRow = { id: string; import_id: string; actor_id: string; at: Date; rows: number }
type KeyRow = { import_id: string; digest: Uint8Array; row_number: number }

type FaultRow = {
  import_id: string
  number: number
  row_number: number
  column_number: number | null
  kind: FieldKind | null
  code: string
  other_row: number | null
}

/** Row types of migrations/0028-customer-import.sql. */
export type ImportTables = {
  customer_import: ImportRow
  customer_import_slice: SliceRow
  customer_import_chunk: ChunkRow
  customer_import_key: KeyRow
  customer_import_told: ToldRow
  customer_erased_index: ErasedIndexRow
  customer_import_fault: FaultRow
}
