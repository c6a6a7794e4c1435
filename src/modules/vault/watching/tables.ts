import type { ColumnType } from 'kysely'
import type { Json } from '../../../kernel/tables.ts'
import type { DayOfReading } from './model/history.ts'
import type { ReadingGrade, ReadingReason } from './model/unusual-reading.ts'

export type WatchingSettingRow = {
  id: number
  raised_at: number
  opened_a_day: number
  in_order: number
  readers_a_day: number
  leaving_days: number
  night_from: number
  night_until: number
  wait_seconds: number
  answer_hours: number
  updated_by: string | null
  updated_at: Date
}

type ReadingBaselineRow = { person_id: string; day: string; days: Json<readonly DayOfReading[]>; made_at: Date }

type SearchTrailRow = { id: string; person_id: string; at: Date; step: Uint8Array }

/** What became of an alert. `block` and `case` stop the reading until somebody finds it harmless. */
export type ReadingDecision = 'harmless' | 'block' | 'case'

export type ReadingAlertRow = {
  id: string
  kind: 'unusual' | 'decoy'
  person_id: string
  department_id: string
  grade: ReadingGrade
  reasons: ColumnType<readonly ReadingReason[], string, string>
  decoy_id: string | null
  raised_at: Date
  last_at: Date
  obligation_id: string
  due_at: Date
  decision: ReadingDecision | null
  decided_at: Date | null
  calm_until: Date | null
}

type ReadingVerdictRow = {
  id: string
  alert_id: string
  person_id: string
  by_id: string
  kind: 'agreed' | ReadingDecision
  reason: string
  at: Date
  until: Date | null
}

type DecoyRow = { id: string; sealed: Uint8Array; mark: Uint8Array | null; made_by: string; made_at: Date }

type DecoyContactRow = { decoy_id: string; kind: 'mobile' | 'email' | 'wecom-id' | 'wechat'; digest: Uint8Array }

type DecoyUseRow = {
  id: string
  decoy_id: string
  channel: 'call' | 'sms' | 'mail' | 'wecom' | 'wechat' | 'other'
  happened_at: Date
  note: string | null
  reported_by: string | null
  reported_at: Date
  obligation_id: string
}

/** Row types of migrations/0033-watching.sql. */
export type WatchingTables = {
  watching_setting: WatchingSettingRow
  reading_baseline: ReadingBaselineRow
  search_trail: SearchTrailRow
  reading_alert: ReadingAlertRow
  reading_verdict: ReadingVerdictRow
  decoy: DecoyRow
  decoy_contact: DecoyContactRow
  decoy_use: DecoyUseRow
}
