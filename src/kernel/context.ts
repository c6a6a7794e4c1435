import type { Transaction } from 'kysely'
import type { Actor, Origin } from './actor.ts'
import type { FileStore } from './files/file-store.ts'
import type { JsonObject } from './ledger/canonical.ts'
import type { Enqueue } from './jobs/enqueue.ts'
import type { NotifyPerson } from './notify/notice.ts'
import type { ObligationDesk } from './obligation/desk.ts'
import type { Refuse } from './refuse.ts'
import type { Locale } from './sentence.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { KernelTables } from './tables.ts'

/** What a ledger entry says; who, when and from where is added by the kernel. */
export type RecordedEvent<EventType extends string = string> = {
  type: EventType
  /** What it happened to: the noun and its id. */
  subject: { kind: string; id: string }
  /** Facts, not prose; no secret, and personal data only as ids. JSON, at most 64 KiB. */
  detail?: JsonObject
}

/** What a sign-in operation may do with the caller's session; the transport carries it out after the commit. */
export type SessionReply = { grant: (token: string, expiresAt: Date) => void; end: () => void }

/**
 * Everything that `run` may touch. `db` is the transaction; there is no other database handle in scope, and nothing
 * but `db` is awaited.
 */
export type Context<Tables = KernelTables, EventType extends string = string, Ports = unknown> = {
  readonly db: Transaction<Tables & KernelTables>
  readonly actor: Actor
  readonly now: Date
  readonly locale: Locale
  readonly origin: Origin
  readonly ports: Ports
  readonly secrets: Secrets
  readonly obligations: ObligationDesk
  readonly files: FileStore
  readonly session: SessionReply
  readonly record: (event: RecordedEvent<EventType>) => void
  readonly enqueue: Enqueue
  readonly notify: NotifyPerson
  /**
   * Says that the work rests on a right besides the one that the operation names: where `run` decides which of several
   * is needed. The right that it names is counted anyway.
   */
  readonly used: (permission: string) => void
  /** Commits what was written, then answers with the problem: `return ctx.refuse(wrongCredentials())`. */
  readonly refuse: Refuse
}

/** The signed-in person of a context; operations whose permission needs a person use it to narrow the actor. */
export type PersonActor = Extract<Actor, { kind: 'person' }>
