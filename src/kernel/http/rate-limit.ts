/** Allows `perMinute` calls a minute and key, evenly refilled, with the same number as a burst. */
export type RateLimit = {
  /** Takes one; answers 0 when it was there, else the seconds until one will be. */
  take: (key: string, perMinute: number) => number
}

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
      const tokens = Math.min(perMinute, bucket.tokens + ((at - bucket.at) / 60_000) * perMinute)
      const allowed = tokens >= 1
      buckets.delete(key)
      buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at })
      if (buckets.size > maximumKeys) {
        const [stalest] = buckets.keys()
        if (stalest !== undefined) buckets.delete(stalest)
      }
      return allowed ? 0 : Math.ceil(((1 - tokens) * 60) / perMinute)
    },
  }
}
