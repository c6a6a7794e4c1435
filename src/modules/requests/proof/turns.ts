/** So many in so long a time, in milliseconds. */
export type Limit = { readonly within: number; readonly most: number }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Codes to one number or address: as the suppliers limit a number. Counted for whatever was typed, on file or not. */
export const contactLimits: readonly Limit[] = [
  { within: minute, most: 1 },
  { within: hour, most: 5 },
  { within: day, most: 10 },
]

/** Codes asked for from one network: whole offices share one. */
export const networkLimits: readonly Limit[] = [
  { within: hour, most: 30 },
  { within: day, most: 90 },
]

/** Nothing older counts any more. */
export const turnMemoryMs = day

/**
 * How long the next has to wait.
 * @param sent when the former ones were
 * @returns seconds; 0 when it may go now
 */
export const waitFor = (sent: readonly Date[], limits: readonly Limit[], now: Date): number => {
  const waits = limits.map(({ within, most }) => {
    const inside = sent.map((at) => at.getTime()).filter((at) => now.getTime() - at < within).toSorted((a, b) => a - b)
    const freed = inside[inside.length - most]
    return freed === undefined ? 0 : Math.ceil((freed + within - now.getTime()) / 1000)
  })
  return Math.max(0, ...waits)
}
