/** Longest stretch of a line that is counted in characters; beyond it a column is counted in UTF-16 units. */
const COUNTED = 10_000

/** Line and column, from 1. */
export type LineAndColumn = { line: number; column: number }

/**
 * Makes the way from offsets to lines and columns of a text. Columns count characters as a reader sees them, not UTF-16
 * units. Reading the text once is enough for all questions.
 */
export const createLineIndex = (text: string): ((offset: number) => LineAndColumn) => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const start = starts[low] ?? 0
    const before = offset - start
    return { line: low + 1, column: (before > COUNTED ? before : Array.from(text.slice(start, offset)).length) + 1 }
  }
}
