import type { ColumnType } from 'kysely'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { DepartureReason, MemberState } from './contact-book.ts'

export type DirectoryProvider = 'wecom' | 'scim'

type ReadingRow = {
  id: string
  provider: DirectoryProvider
  state: 'reading' | 'done' | 'failed'
  stage: 'departments' | 'members' | 'missing'
  begun_by: string | null
  begun_at: Date
  ended_at: Date | null
  members: number
  failures: number
  problem: ColumnType<Sentence | null, string | null, string | null>
  next_at: Date
}

type DirectoryDepartmentRow = { provider: DirectoryProvider; ref: string; name: string; reading_id: string; read_at: Date | null }

type DirectoryMemberRow = {
  provider: DirectoryProvider
  subject: string
  name: string
  department_name: string | null
  state: MemberState
  reading_id: string | null
  seen_at: Date
}

type DepartureRow = {
  id: string
  provider: DirectoryProvider
  subject: string
  person_id: string
  why: DepartureReason
  state: 'begun' | 'held' | 'dismissed'
  learned_at: Date
  begun_at: Date | null
  decided_by: string | null
  decided_at: Date | null
  obligation_id: string | null
  over_at: Date | null
}

type DirectoryEventRow = { provider: DirectoryProvider; digest: Uint8Array; taken_at: Date }

/** Row types of migrations/0021-directory.sql. */
export type DirectoryTables = {
  directory_reading: ReadingRow
  directory_department: DirectoryDepartmentRow
  directory_member: DirectoryMemberRow
  directory_departure: DepartureRow
  directory_event: DirectoryEventRow
}
