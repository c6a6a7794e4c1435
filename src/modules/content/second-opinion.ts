import type { Sentence } from '../../kernel/sentence.ts'

/** What somebody else says about a text. Words of a stranger: they are shown, never obeyed. */
export type Opinion = {
  decision: 'pass' | 'review' | 'block'
  /** At most 20, each at most 100 characters. */
  labels: readonly string[]
  /** At most 20, each at most 500 characters. */
  reasons: readonly string[]
  /** 0 to 100; null when it is not told. */
  score: number | null
  /** By which the other side finds the request again; at most 200 characters. */
  requestId: string
}

export const missingReasons = [
  'time-out',
  'unreachable',
  'too-large',
  'busy',
  'refused',
  'unreadable',
  'not-configured',
] as const

export type MissingReason = (typeof missingReasons)[number]

export type OpinionOutcome = { kind: 'given'; opinion: Opinion } | { kind: 'missing'; reason: MissingReason }

export type OpinionRequest = {
  /** Title and copy with everything personal masked. */
  text: string
  /** The digest of the submission: the same text is one case, however often it is asked about. */
  dataId: string
  signal: AbortSignal
}

/** Asks for an opinion. Does not throw for what the other side does: it answers why there is none. */
export type SecondOpinion = (request: OpinionRequest) => Promise<OpinionOutcome>

/** One who can be asked. */
export type OpinionGiver = { provider: string; name: Sentence; ask: SecondOpinion }

/** The whole conversation with one giver, pieces and attempts included. */
export const opinionTimeoutMs = 120_000

/** Minutes until it is asked for again, after each failure that may pass; then no more. */
const pauses: readonly number[] = [2, 10, 60]

const mayPass: ReadonlySet<MissingReason> = new Set(['time-out', 'unreachable', 'busy'])

/** When to ask again after the failure, or null when there is no use. */
export const nextAttempt = (reason: MissingReason, failures: number, now: Date): Date | null => {
  const minutes = mayPass.has(reason) ? pauses[failures - 1] : undefined
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000)
}
