import type { ColumnType } from 'kysely'
import type { JsonObject } from '../../kernel/ledger/canonical.ts'
import type { Sentence, SentenceParams } from '../../kernel/sentence.ts'
import type { Json } from '../../kernel/tables.ts'
import type { ItemState, LeavingState } from './life-cycle.ts'

export type LeavingSource = 'person' | 'wecom' | 'scim'

export type LeavingRow = {
  id: string
  person_id: string
  state: LeavingState
  source: LeavingSource
  reason: string
  takeover_id: string | null
  due_at: Date
  begun_by: string | null
  begun_at: Date
  blocked_at: Date | null
  ended_at: Date | null
}

/** What the outside said of an item. */
export type Note = { sentence: Sentence; params: SentenceParams }

type LeavingItemRow = {
  id: string
  leaving_id: string
  position: number
  kind: string
  ref: string | null
  title: Json<Sentence>
  params: Json<SentenceParams>
  state: ItemState
  note: ColumnType<Note | null, string | null, string | null>
  proof: string | null
  obligation_id: string | null
  outside: string | null
  progress: ColumnType<JsonObject | null, string | null, string | null>
  next_at: Date | null
  settled_at: Date | null
  settled_by: string | null
}

/** Row types of migrations/0016-leaving.sql. */
export type LeavingTables = { leaving: LeavingRow; leaving_item: LeavingItemRow }
