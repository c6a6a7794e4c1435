const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The usual limits of a number for codes: one a minute, five an hour, ten a day; by a clock that a test moves. */
export const smsLimits = (now: () => number) => {
  const sent = new Map<string, number[]>()
  return {
    /** The level that is reached, or null; then the message counts. */
    count: (phone: string): 'minute' | 'hour' | 'day' | null => {
      const times = sent.get(phone) ?? []
      const since = (span: number): number => times.filter((time) => now() - time < span).length
      if (since(DAY) >= 10) return 'day'
      if (since(HOUR) >= 5) return 'hour'
      if (since(MINUTE) >= 1) return 'minute'
      sent.set(phone, [...times, now()])
      return null
    },
  }
}

/** Carriers refuse long variables and addresses in them. */
export const fitsVariable = (value: string): boolean =>
  value !== '' && value.length <= 35 && !/https?:\/\/|www\.|\d+\.\d+\.\d+\.\d+/.test(value)

export type SentSms = { phone: string; template: string; variables: Record<string, string>; id: string }
