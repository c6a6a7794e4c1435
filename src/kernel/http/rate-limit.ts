/** What is left of a caller's calls once one was asked for. */
export type Taken = {
  /** 0 when the call may go on, else the seconds until one may. */
  waitSeconds: number
  /** Calls that are left at this moment. */
  left: number
  /** Seconds until the whole number of calls is there again. */
  fullInSeconds: number
}

/** Allows `perMinute` calls a minute and key, evenly refilled, with the same number as a burst. */
export type RateLimit = { take: (key: string, perMinute: number) => Taken }

const maximumKeys = 50_000

/**
 * A token bucket a key, in memory of this process. At most 50,000 keys: beyond that the stalest go first, so that a
 * flood of addresses costs memory no more than that.
 */
export const createRateLimit = (now: () => number): RateLimit => {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take: (key, perMinute) => {
      const at = now()
      const bucket = buckets.get(key) ?? { tokens: perMinute, at }
      const before = Math.min(perMinute, bucket.tokens + ((at - bucket.at) / 60_000) * perMinute)
      const allowed = before >= 1
      const tokens = allowed ? before - 1 : before
      buckets.delete(key)
      buckets.set(key, { tokens, at })
      if (buckets.size > maximumKeys) {
        const [stalest] = buckets.keys()
        if (stalest !== undefined) buckets.delete(stalest)
      }
      const secondsFor = (missing: number): number => Math.ceil((missing * 60) / perMinute)
      return {
        waitSeconds: allowed ? 0 : secondsFor(1 - tokens),
        left: Math.floor(tokens),
        fullInSeconds: secondsFor(perMinute - tokens),
      }
    },
  }
}
