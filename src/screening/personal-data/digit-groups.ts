/** A run of digits without anything between; offsets are in the plain text. */
export type DigitGroup = { start: number; end: number }

/** Digit groups with at most two signs between each and the next: 138-0013-8000, (0571) 8888 8888. */
export type DigitCluster = readonly DigitGroup[]

const MAX_GAP = 2

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

const gaps = new Set(Array.from(' ()-.·/_,', (sign) => sign.charCodeAt(0)))

const isGap = (code: number): boolean => gaps.has(code)

/** All clusters of the text with at least `least` digits, in order. Linear in its length. */
export const digitClusters = (text: string, least: number): DigitCluster[] => {
  const clusters: DigitCluster[] = []
  let groups: DigitGroup[] = []
  let digits = 0
  const close = (): void => {
    if (digits >= least) clusters.push(groups)
    groups = []
    digits = 0
  }
  for (let at = 0; at < text.length; at++) {
    if (!isDigit(text.charCodeAt(at))) continue
    const start = at
    const before = groups.at(-1)
    if (before !== undefined) {
      let gap = start - 1
      while (gap >= before.end && isGap(text.charCodeAt(gap))) gap--
      if (gap >= before.end || start - before.end > MAX_GAP) close()
    }
    while (at < text.length && isDigit(text.charCodeAt(at))) at++
    groups.push({ start, end: at })
    digits += at - start
  }
  close()
  return clusters
}
