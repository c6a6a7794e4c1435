/** The longest part of a row that rises, whatever lies between: patience sorting. */
const longestRise = (row: readonly string[]): number => {
  const tails: string[] = []
  for (const value of row) {
    const place = tails.findIndex((tail) => tail >= value)
    tails[place < 0 ? tails.length : place] = value
  }
  return tails.length
}

/**
 * How many of these were read in order, upwards or downwards. In twenty that come by chance about eight are, and sixteen
 * hardly ever.
 */
export const inOrder = (ids: readonly string[]): number => Math.max(longestRise(ids), longestRise(ids.toReversed()))
