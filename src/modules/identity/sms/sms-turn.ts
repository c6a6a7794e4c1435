/** How often codes go to one person: one a minute, five an hour, ten a day - as the suppliers limit a number. */
const limits = [
  { within: 60_000, most: 1 },
  { within: 3_600_000, most: 5 },
  { within: 86_400_000, most: 10 },
] as const

/** A day: what was sent before it does not count any more. */
const memoryMs = 86_400_000

/** The sendings that still count. */
export const recentSendings = (sent: readonly Date[], now: Date): readonly Date[] =>
  sent.filter((at) => now.getTime() - at.getTime() < memoryMs)

/**
 * How long the next code has to wait.
 * @param sent when codes were sent to this person
 * @returns seconds; 0 when it may go now
 */
export const smsWait = (sent: readonly Date[], now: Date): number => {
  const waits = limits.map(({ within, most }) => {
    const inside = sent.map((at) => at.getTime()).filter((at) => now.getTime() - at < within).toSorted((a, b) => a - b)
    const freed = inside[inside.length - most]
    return freed === undefined ? 0 : Math.ceil((freed + within - now.getTime()) / 1000)
  })
  return Math.max(0, ...waits)
}
