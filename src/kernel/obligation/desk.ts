import type { Sentence, SentenceParams } from '../sentence.ts'
import type { Term } from './due.ts'

/** Who must keep it: one person, or whoever holds a post (in one department where it is given). */
export type Owner = { personId: string } | { post: string; departmentId?: string }

export type NewObligation = {
  /** Names its occasion, for example `content.review`. */
  kind: string
  title: Sentence
  params?: SentenceParams
  subject: { kind: string; id: string }
  owner: Owner
  /** Who is told when it is breached. */
  escalateTo?: Owner
  term: Term
  /** When the term began, where that was before now: a letter that lay there. */
  since?: Date
  /** Share of the time after which the owner is reminded; 0.7 unless said otherwise. */
  remindAt?: number
  /** Reminds this many days (of 24 hours) before the deadline instead, each time anew; moments that are past are left out. */
  remindDaysBefore?: readonly number[]
  link?: string
}

/**
 * Obligations of the current transaction: a promise with a deadline, an owner and the evidence that it was kept.
 * Each call that changes one leaves a ledger entry (`obligation.opened`, `.met`, `.extended` ...).
 */
export type ObligationDesk = {
  open: (obligation: NewObligation) => Promise<{ id: string; dueAt: Date; provisional: boolean }>
  /** Meets it with evidence. A breached one can be met late; both facts are kept. */
  meet: (id: string, evidence: Readonly<Record<string, unknown>>) => Promise<void>
  /** Ends it without its being kept, because its object went away. */
  cancel: (id: string, reason: string) => Promise<void>
  /** Stops the clock until `resume`. */
  pause: (id: string, reason: string) => Promise<void>
  resume: (id: string) => Promise<void>
  /** Gives it a later deadline. The reason is mandatory. */
  extend: (id: string, dueAt: Date, reason: string) => Promise<void>
}
