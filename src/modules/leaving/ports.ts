import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { RecordedEvent } from '../../kernel/context.ts'
import type { JsonObject } from '../../kernel/ledger/canonical.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import type { Sentence, SentenceParams } from '../../kernel/sentence.ts'
import type { Note } from './tables.ts'

/** One thing that a person could still reach. */
export type Holding = {
  personId: string
  kind: string
  /** Tells it from others of its kind; at most 100 characters. */
  ref: string
  /** `by-itself`: whether or not the person may sign in here. */
  opens: 'by-itself' | 'with-sign-in'
  title: Sentence
  params: SentenceParams
  link?: string
}

/** What became of it. `manual`: somebody has to do it by hand; under which obligation, where there is one already. */
export type Withdrawal = {
  kind: string
  ref: string
  title: Sentence
  params: SentenceParams
} & ({ outcome: 'withdrawn' } | { outcome: 'manual'; obligationId?: string })

/** What a holder may use while it takes things back: the transaction of the leaving, and nothing else. */
export type HolderWork = {
  db: AnyDatabase
  now: Date
  /** Who asked for the leaving; null for a directory outside. */
  actorId: string | null
  /** Who sees to what is left. */
  heir: Owner
  /** Records an event of the holder's own module. */
  record: (event: RecordedEvent) => void
  /** Opens the obligation to see to one thing, for a holder that keeps it with the thing; the heir’s unless an owner is named. */
  oblige: (thing: { title: Sentence; params: SentenceParams }, owner?: Owner) => Promise<{ id: string; dueAt: Date }>
  /** Ends an obligation in whose place another one was opened. */
  cancelObligation: (id: string, reason: string) => Promise<void>
}

/** A module that lets people hold something. */
export type Holder = {
  /** What these people hold, from live rows, at most a few thousand things. */
  reach: (tools: Pick<HolderWork, 'db' | 'now'>, people: readonly string[]) => Promise<readonly Holding[]>
  withdraw: (work: HolderWork, personId: string) => Promise<readonly Withdrawal[]>
}

/** One thing to be taken back outside. */
export type OutsidePlan = { ref: string; title: Sentence; params: SentenceParams; progress: JsonObject }

export type OutsideOutcome =
  | { kind: 'done'; proof: string }
  /** Not over yet: try again then, from this progress. */
  | { kind: 'again'; after: Date; note: Note; progress: JsonObject }
  /** The outside will not; a person has to see to it. */
  | { kind: 'refused'; note: Note; proof: string }

/** A way to the outside: an app of another company in which people hold something. */
export type OutsideWithdrawal = {
  kind: string
  /** What there is to do, from the database alone; it is asked in the transaction of the leaving. */
  plan: (db: AnyDatabase, leaver: { personId: string; takeoverId: string | null }) => Promise<readonly OutsidePlan[]>
  /**
   * Goes on with one item. It may be called again after a crash: `id` stays the same and is the key by which the outside
   * knows a repetition.
   */
  carryOn: (item: {
    id: string
    ref: string
    personId: string
    takeoverId: string | null
    progress: JsonObject
    now: Date
    signal: AbortSignal
  }) => Promise<OutsideOutcome>
  /** Keeps that an item is done, in the transaction that settles it; for ways that remember what is outside. */
  settled?: (db: AnyDatabase, item: { ref: string; personId: string; now: Date }) => Promise<void>
}

export type PersonState = 'invited' | 'active' | 'suspended' | 'left'

/** What leaving needs from the rest of the program. */
export type LeavingPorts = {
  /** The one that shuts the person out comes first. */
  holders: readonly Holder[]
  /** None by default. */
  outside: readonly OutsideWithdrawal[]
  /** Locks somebody who is to leave. @throws Problem `record.not-found` */
  lockLeaver: (
    db: AnyDatabase,
    personId: string,
  ) => Promise<{ id: string; name: string; departmentId: string; state: PersonState; lastAdministrator: boolean }>
  person: (
    db: AnyDatabase,
    personId: string,
  ) => Promise<{ id: string; name: string; state: PersonState; departmentId: string; departmentName: string } | undefined>
  /** Everybody who was suspended or has left. */
  peopleShutOut: (db: AnyDatabase) => Promise<readonly { id: string; name: string; state: PersonState }[]>
  people: (
    db: AnyDatabase,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { name: string; departmentName: string; active: boolean }>>
  departmentHead: (db: AnyDatabase, departmentId: string) => Promise<string | null>
  /** The active people whom an owner stands for today. */
  ownersOf: (db: AnyDatabase, owner: Owner) => Promise<readonly string[]>
}
