import type { Sentence } from '../../../kernel/sentence.ts'

/**
 * `inactive`: has never signed in there. `disabled`: may not. `left`: has gone by themselves. `gone`: is no member any
 * more. `unseen`: not shown to us, which says nothing of whether they are still there.
 */
export const memberStates = ['active', 'inactive', 'disabled', 'left', 'gone', 'unseen'] as const
export type MemberState = (typeof memberStates)[number]

/** The states in which somebody is gone as far as this company is concerned. */
export const departureReasons = ['gone', 'left', 'disabled'] as const
export type DepartureReason = (typeof departureReasons)[number]

export type BookMember = {
  subject: string
  name: string
  /** The main department; null where it is not told. */
  departmentRef: string | null
  state: MemberState
}

export type BookDepartment = { ref: string; name: string; parentRef: string | null }

type BookAnswer<Value> =
  | { kind: 'done'; value: Value }
  | { kind: 'later'; afterSeconds: number }
  /** The sentence says what to do. */
  | { kind: 'refused'; sentence: Sentence }

/** The directory in which the company keeps its staff, as this program reads it. It gives nobody a post or a right. */
export type ContactBook = {
  /** Departments that are shown to us. */
  departments: (signal: AbortSignal) => Promise<BookAnswer<readonly BookDepartment[]>>
  /** Members of one of them, not of those below it. */
  members: (departmentRef: string, signal: AbortSignal) => Promise<BookAnswer<readonly BookMember[]>>
  /** One member; `gone` and `unseen` are told apart. */
  member: (subject: string, signal: AbortSignal) => Promise<BookAnswer<BookMember>>
}
