const second = 1000
const minute = 60 * second
const hour = 60 * minute

// The schedule that Standard Webhooks 1.0.0 proposes ("Retry schedule"), in all three days and four hours.
const waits = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

/** Attempts that a message gets in all. */
export const mostAttempts = waits.length + 1

/** When a message is tried again that failed this many times; null when it is given up. */
export const nextAttempt = (attempts: number, now: Date): Date | null => {
  const wait = waits[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait)
}

const failuresInARow = 10
const failingFor = 24 * hour

export type FailureFacts = {
  /** Attempts that failed in a row, this one included. */
  failures: number
  failingSince: Date
  now: Date
  /** Whether the message that failed now is given up. */
  givenUp: boolean
  /** 410: the receiver says that it wants no more. */
  gone: boolean
}

/**
 * Whether an endpoint is disabled after a failed attempt: the receiver said so, a message was given up, or ten attempts
 * failed in a row over a day or longer.
 */
export const isDisabledBy = ({ failures, failingSince, now, givenUp, gone }: FailureFacts): boolean =>
  gone || givenUp || (failures >= failuresInARow && now.getTime() - failingSince.getTime() >= failingFor)
