import type { Transaction } from 'kysely'
import type { Context, RecordedEvent } from './context.ts'
import type { Locale, Sentence } from './sentence.ts'
import type { KernelTables } from './tables.ts'

/** What it takes to deal with the data of one person outside, in a transaction of whoever asked for it. */
export type HolderTools = Pick<Context, 'now' | 'secrets' | 'actor' | 'origin'> & {
  db: Transaction<KernelTables>
  locale: Locale
  /** Into the ledger, as an event of the holder's own module. */
  record: (event: RecordedEvent) => void
}

/** A part of what is held about a person, for the person: named columns, and a row for each fact. Plain texts in their language. */
export type HeldSection = {
  /** Stable, for programs that read the copy: `customer-fields`. */
  readonly key: string
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Said below it, for example that older rows were left out. */
  readonly note?: string
}

/** One value that a person wants to be otherwise. `key` is the holder's own, from `correctable`. */
export type Correction = { readonly key: string; readonly value: string }

/** `erased`: nothing is left that names the person. `restricted`: a law demands keeping, and `why` says which. */
export type ErasureOutcome = {
  readonly outcome: 'erased' | 'restricted' | 'nothing'
  /** What was done, for the person, without any personal value. */
  readonly said: readonly Sentence[]
}

/** `withdraw`: consents given are taken back, new ones are possible. `object`: nothing more of that kind is wanted. */
export type StopKind = 'withdraw' | 'object'

/** What a withdrawal or an objection is about: marketing alone, or everything that rests on consent. */
export type StopReach = 'marketing' | 'all'

/** What a module holds about people outside, who are a uuid to everybody but the vault. */
export type PersonalData = {
  /** `module.noun`. */
  readonly name: string
  readonly title: Sentence
  /** All tables of the module that hold something about people outside; a test fails for a table that nobody names. */
  readonly tables: readonly string[]
  /**
   * Who the person is lies here: it is erased first, and where the law demands keeping, the others stop processing instead of
   * erasing.
   */
  readonly keepsIdentity?: true
  readonly show: (tools: HolderTools, subject: string) => Promise<readonly HeldSection[]>
  /** What can be corrected and how, or why nothing can. */
  readonly correct:
    | { readonly never: Sentence }
    | {
        readonly keys: readonly { readonly key: string; readonly title: Sentence }[]
        /** The values as they stand, masked, for whoever decides; absent where there is none. */
        readonly masked: (tools: HolderTools, subject: string, keys: readonly string[]) => Promise<ReadonlyMap<string, string>>
        /** @throws Problem where a value does not fit its kind; it quotes no value */
        readonly check: (corrections: readonly Correction[]) => void
        /** @throws Problem as a change by hand would */
        readonly apply: (tools: HolderTools, subject: string, corrections: readonly Correction[]) => Promise<void>
      }
  /** Erases what may be erased and restricts the rest. `askedBy` handed the case over; the actor decides. Idempotent. */
  readonly erase: (tools: HolderTools, subject: string, call: { reason: string; askedBy: string | null }) => Promise<ErasureOutcome>
  /** Stops processing at once; what was done, and `erasureDue` where nothing else permits the data any more. */
  readonly stop?: (
    tools: HolderTools,
    subject: string,
    call: { kind: StopKind; reach: StopReach },
  ) => Promise<{ said: readonly Sentence[]; erasureDue: boolean }>
}
