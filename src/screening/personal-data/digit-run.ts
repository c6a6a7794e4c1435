import type { DigitCluster } from './digit-groups.ts'
import type { Candidate } from './types.ts'

/** Neighbouring groups of a cluster, read as one number. Offsets are in the plain text. */
export type DigitRun = {
  text: string
  digits: string
  /** Lengths of the groups, such as `3-4-4`. */
  shape: string
  start: number
  end: number
  /** Whether every group is a single digit: 1 3 8 0 ... */
  single: boolean
  /** Whether another group stands on a side, divided by the sign that also divides the groups of this run. */
  goesOn: boolean
}

/** Recognises one kind of number; the whole run or nothing. */
export type RunDetector = (run: DigitRun) => Candidate | null

/** The longest bank card; also the most groups in one run. */
const MOST_DIGITS = 19

/** Hands every run of at most 19 digits in the cluster to `visit`. Linear in the number of groups. */
export const eachRun = (text: string, cluster: DigitCluster, visit: (run: DigitRun) => void): void => {
  for (let first = 0; first < cluster.length; first++) {
    const head = cluster[first]
    if (head === undefined) continue
    let digits = ''
    const lengths: number[] = []
    for (let last = first; last < cluster.length; last++) {
      const group = cluster[last]
      if (group === undefined || digits.length + group.end - group.start > MOST_DIGITS) break
      digits += text.slice(group.start, group.end)
      lengths.push(group.end - group.start)
      if (digits.length < 10) continue
      const before = cluster[first - 1]
      const after = cluster[last + 1]
      const second = cluster[first + 1]
      const inner = lengths.length > 1 && second !== undefined ? text.slice(head.end, second.start) : null
      visit({
        text,
        digits,
        shape: lengths.join('-'),
        start: head.start,
        end: group.end,
        single: lengths.length > 1 && lengths.every((length) => length === 1),
        goesOn:
          (before !== undefined && text.slice(before.end, head.start) === inner) ||
          (after !== undefined && text.slice(group.end, after.start) === inner),
      })
    }
  }
}
