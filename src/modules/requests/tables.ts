import type { ColumnType } from 'kysely'
import type { Sentence } from '../../kernel/sentence.ts'
import type { Json } from '../../kernel/tables.ts'
import type { RequestState } from './life-cycle.ts'
import type { RefusalCode } from './refusals.ts'
import type { ContactKind, NewsAbout, NewsState, NewsWay, RequestKind, RequestSource } from './vocabulary.ts'

type ProofRow = {
  id: string
  token_digest: Uint8Array
  kind: ContactKind
  sealed: Uint8Array
  code_digest: Uint8Array
  failures: number
  made_at: Date
  expires_at: Date
}

type TurnRow = { key: Uint8Array; sent: Date[]; last_at: Date }

export type SessionRow = {
  id: string
  token_digest: Uint8Array
  kind: ContactKind
  subjects: string[]
  contact_key: Uint8Array
  sealed_contact: Uint8Array | null
  made_at: Date
  expires_at: Date
}

type RequestColumns = {
  id: string
  number: string
  kind: RequestKind
  source: RequestSource
  state: RequestState
  subject: string | null
  candidates: string[]
  contact_key: Uint8Array | null
  contact_kind: ContactKind | null
  sealed_contact: Uint8Array | null
  proven_by: 'code-mobile' | 'code-email' | 'staff' | null
  proof_note: string | null
  reach: 'marketing' | 'all' | null
  sealed_wish: Uint8Array | null
  sealed_reply: Uint8Array | null
  question: string | null
  received_at: Date
  entered_by: string | null
  handler_id: string | null
  erasure_asked_by: string | null
  obligation_id: string
  refusal: RefusalCode | null
  note: string | null
  outcome: Json<readonly Sentence[]>
  ended_at: Date | null
  ended_by: string | null
  sealed_answer: Uint8Array | null
  answer_digest: string | null
  open_until: Date | null
  destroyed_at: Date | null
}

/** A request as it is read. */
export type RequestRow = { [Column in keyof RequestColumns]: RequestColumns[Column] extends ColumnType<infer Read, infer _Insert, infer _Update> ? Read : RequestColumns[Column] }

export type NewsRow = {
  id: string
  request_id: string
  about: NewsAbout
  state: NewsState
  way: NewsWay | null
  note: string | null
  obligation_id: string | null
  made_at: Date
  settled_at: Date | null
  settled_by: string | null
}

/** Row types of migrations/0030-requests.sql and 0035-request-news.sql. */
export type RequestsTables = {
  rights_proof: ProofRow
  rights_turn: TurnRow
  rights_session: SessionRow
  rights_request: RequestColumns
  rights_news: NewsRow
}
