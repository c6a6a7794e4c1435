/** What is usual: the middle, and how far days lie from it. */
export type Usual = { median: number; spread: number }

/** @returns 0 for nothing */
export const medianOf = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Makes the median absolute deviation comparable with a standard deviation. */
const normalDeviation = 1.4826
/** Somebody whose days are all alike may still have another one. */
const leastShare = 0.25

/**
 * Median and spread: few days far away move neither, so that a thief who begins does not become the usual.
 * @param leastSpread below which no spread falls
 */
export const usualOf = (numbers: readonly number[], leastSpread: number): Usual => {
  const median = medianOf(numbers)
  const deviation = medianOf(numbers.map((number) => Math.abs(number - median))) * normalDeviation
  return { median, spread: Math.max(deviation, median * leastShare, leastSpread) }
}

/** How many spreads above the usual, on a day on which everybody reads `tide` times as much. */
export const spreadsAbove = (count: number, { median, spread }: Usual, tide: number): number => (count - median * tide) / (spread * tide)
