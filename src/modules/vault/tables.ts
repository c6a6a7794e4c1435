import type { Generated } from 'kysely'
import type { Basis, Keeping, Source } from './origin.ts'
import type { ExportTables } from './exporting/tables.ts'
import type { FieldKind } from './fields/kinds.ts'
import type { ImportTables } from './importing/tables.ts'
import type { WatchingTables } from './watching/tables.ts'

export type CustomerRow = {
  id: string
  department_id: string
  /** Null once it was destroyed. */
  data_key: Uint8Array | null
  state: 'active' | 'restricted' | 'erased'
  source: Source
  source_detail: string
  basis: Basis
  evidence: string
  evidence_at: Date
  separate_consent: boolean
  guardian_consent: boolean
  minor: boolean
  kept_until: string | null
  kept_for: Keeping | null
  registered_by: string | null
  registered_at: Date
  changed_at: Date
  erasure_asked_by: string | null
  erasure_asked_at: Date | null
  erasure_reason: string | null
  erased_at: Date | null
  import_id: string | null
}

export type CustomerFieldRow = {
  customer_id: string
  kind: FieldKind
  value: Uint8Array
  exact_index: Uint8Array | null
  last_four_index: Uint8Array | null
}

type VaultSettingRow = {
  id: number
  fields_an_hour: number
  searches_an_hour: number
  shown_seconds: number
  export_alone: Generated<number>
  export_a_day: Generated<number>
  updated_by: string | null
  updated_at: Date
}

type RetentionRow = {
  basis: Basis
  months: number
  before_months: number
  in_force_at: Date
  updated_by: string
  updated_at: Date
}

/** Row types of migrations/0025-vault.sql and 0028-customer-import.sql; of exports and of watching; of the periods in 0030-requests.sql. */
export type VaultTables = {
  customer: CustomerRow
  customer_field: CustomerFieldRow
  vault_setting: VaultSettingRow
  vault_retention: RetentionRow
} & ImportTables & ExportTables & WatchingTables
