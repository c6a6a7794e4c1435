import type { Selectable } from 'kysely'
import type { ObligationRow } from '../../kernel/tables.ts'

/** The states of an obligation as a person sees them; `breached` is one that runs on after its deadline. */
export const viewStates = ['open', 'paused', 'breached', 'met', 'cancelled'] as const

export type ViewState = (typeof viewStates)[number]

type Facts = Pick<Selectable<ObligationRow>, 'state' | 'breached_at' | 'due_at' | 'paused_at'>

/** Which of them a row is in. A met one stays `met` even when it was late; `breachedAt` tells. */
export const viewStateOf = ({ state, breached_at: breachedAt }: Facts): ViewState =>
  state === 'met' || state === 'cancelled' ? state : breachedAt !== null ? 'breached' : state

/** Seconds until the deadline, negative after it; null once it has ended. A paused one keeps what it had left. */
export const remainingSeconds = (row: Facts, now: Date): number | null => {
  if (row.state === 'met' || row.state === 'cancelled') return null
  const from = row.state === 'paused' && row.paused_at !== null ? row.paused_at : now
  return Math.floor((row.due_at.getTime() - from.getTime()) / 1000)
}
