/** One decided review, or one round from submission to its last decision. */
export type Span = { from: Date; to: Date; dueAt: Date | null }

export type TimeFigures = { count: number; medianMinutes: number | null; p90Minutes: number | null }

const minutesOf = ({ from, to }: Span): number => (to.getTime() - from.getTime()) / 60_000

/**
 * Percentile by the nearest rank: the smallest value that at least this share of the values do not exceed.
 * @param share 0 to 1
 * @returns null for no values
 */
export const percentile = (values: readonly number[], share: number): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

/** Median: the middle value, or the mean of the two in the middle. Null for no values. */
export const median = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}

const rounded = (minutes: number | null): number | null => (minutes === null ? null : Math.round(minutes * 10) / 10)

/** Median and 90th percentile in minutes, to one decimal. */
export const figuresOf = (spans: readonly Span[]): TimeFigures => {
  const minutes = spans.map(minutesOf)
  return { count: spans.length, medianMinutes: rounded(median(minutes)), p90Minutes: rounded(percentile(minutes, 0.9)) }
}

/** Share of those with a deadline that were decided by then, 0 to 1; null when none had one. */
export const inTimeShare = (spans: readonly Span[]): number | null => {
  const due = spans.filter(({ dueAt }) => dueAt !== null)
  if (due.length === 0) return null
  return due.filter(({ to, dueAt }) => dueAt !== null && to.getTime() <= dueAt.getTime()).length / due.length
}
