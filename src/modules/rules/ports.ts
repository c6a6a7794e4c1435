import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import type { CheckOptions, Finding, Severity } from '../../screening/types.ts'
import type { RuleEngine } from './engine.ts'
import type { InForce } from './in-force.ts'

/** A text as it was submitted: everything that the check of it depends on. */
export type SubmittedText = {
  /** Of the submission; sorts by time. */
  id: string
  materialId: string
  title: string
  submittedAt: Date
  text: string
  options: CheckOptions
}

/** A finding that people have answered already, placed in the whole text or in a part of an attached document. */
export type KnownFinding = {
  rule: string
  severity: Severity
  start: number
  end: number
  attachment?: { digest: string; place: string }
}

/** A finding in the whole text, or in a part of an attached document. */
export type CopyFinding = Finding & { attachment?: { digest: string; name: string; place: string } }

/** Something that is out, with what was known about it when it was approved. */
export type LivePublication = {
  id: string
  materialId: string
  title: string
  text: string
  options: CheckOptions
  /** What these rules find in its attached documents. */
  inAttachments: (rules: InForce) => Promise<readonly CopyFinding[]>
  known: readonly KnownFinding[]
  /** By which rules it was checked when it was submitted. */
  rulesVersion: string | null
  owner: Owner
  escalateTo: Owner
}

export type Batch = { after: string | null; limit: number }

/** Where copy is kept; answered by the module that keeps it. Order and cursor are those of the ids. */
export type CopyPorts = {
  countSubmitted: (db: AnyDatabase, since: Date) => Promise<number>
  submitted: (db: AnyDatabase, batch: Batch & { since: Date }) => Promise<readonly SubmittedText[]>
  countLive: (db: AnyDatabase) => Promise<number>
  /** Of one material where it is given. */
  live: (db: AnyDatabase, batch: Batch & { materialId?: string }) => Promise<readonly LivePublication[]>
  /** Which of these are not taken down. */
  stillLive: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlySet<string>>
}

export type PersonBrief = { name: string }

/** What rules needs from the rest of the program. */
export type RulesPorts = {
  engine: RuleEngine
  people: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, PersonBrief>>
  /** The active people who hold a permission. */
  holdersOf: (db: AnyDatabase, permission: string) => Promise<readonly string[]>
  copy: CopyPorts
}
