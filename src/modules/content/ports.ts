import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { JsonObject } from '../../kernel/ledger/canonical.ts'
import type { Context } from '../../kernel/context.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import type { OpinionGiver } from './second-opinion.ts'
import type { CheckedDocument, DocumentText } from '../../screening/documents/index.ts'
import type { CheckOptions, CheckResult } from '../../screening/types.ts'

/** The machine's check of one text: pure and synchronous. */
export type Screen = (text: string, options: CheckOptions) => CheckResult

/** Tells the endpoint that a caller named about their check, in the caller's transaction; what came of it. */
export type AnnounceCheck = (
  ctx: Pick<Context, 'now' | 'secrets' | 'enqueue'> & { db: AnyDatabase },
  message: { endpointId: string; data: JsonObject },
) => Promise<'announced' | 'unknown' | 'disabled' | 'full'>

/** The rules in force: their check, and their name, so that an old verdict can be understood. */
export type Screening = {
  check: Screen
  /** The check of a whole document, beside the event loop. For `prepare`. */
  checkDocument: (document: DocumentText, options: CheckOptions) => Promise<CheckedDocument>
  label: string
}

export type PersonBrief = { name: string; departmentName: string }
export type AccountBrief = { name: string; platform: string; state: 'active' | 'closed'; core: boolean }

/** What content needs from the rest of the program. A person or account that is unknown is absent from the map. */
export type ContentPorts = {
  /** For `prepare`: it may wait until rules that just came into force are ready. */
  screening: (db: AnyDatabase) => Promise<Screening>
  /** Who else is asked about a submission; nobody by default. */
  secondOpinions: readonly OpinionGiver[]
  people: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, PersonBrief>>
  departments: (db: AnyDatabase) => Promise<readonly { id: string; name: string }[]>
  departmentHead: (db: AnyDatabase, departmentId: string) => Promise<string | null>
  /** The active people whom an owner stands for today. */
  holders: (db: AnyDatabase, owner: Owner) => Promise<readonly string[]>
  announceCheck: AnnounceCheck
  accounts: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, AccountBrief>>
}
