import type { Severity } from '../../domain.ts'

type Place = { start: number; end: number; severity: Severity }

/** A stretch of text under the same marks; `marks` are positions in the list of findings, gravest first. */
export type Segment = { start: number; text: string; marks: number[] }

const gravity: Record<Severity, number> = { block: 0, warn: 1, note: 2 }

/**
 * Cuts a text at the borders of its findings.
 * Findings may overlap; those that lie outside the text are left out.
 */
export const segmentsOf = (text: string, findings: readonly Place[]): Segment[] => {
  const inside = findings
    .map((finding, index) => ({ ...finding, index }))
    .filter(({ start, end }) => start >= 0 && start < end && end <= text.length)
  const borders = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  )
  const segments: Segment[] = []
  for (const [position, start] of borders.entries()) {
    const end = borders[position + 1]
    if (end === undefined) break
    const covering = inside
      .filter((finding) => finding.start <= start && finding.end >= end)
      .toSorted((a, b) => gravity[a.severity] - gravity[b.severity])
    segments.push({ start, text: text.slice(start, end), marks: covering.map(({ index }) => index) })
  }
  return segments
}

/**
 * Moves the findings of a text along with an edit, until the new text has been checked: what stands before the edit
 * stays, what stands behind it shifts, what it touches is dropped.
 */
export const moveWithEdit = <Finding extends Place>(
  findings: readonly Finding[],
  before: string,
  after: string,
): Finding[] => {
  if (before === after) return [...findings]
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const shift = after.length - before.length
  return findings.flatMap((finding) => {
    if (finding.end <= head) return [finding]
    if (finding.start >= before.length - tail) {
      return [{ ...finding, start: finding.start + shift, end: finding.end + shift }]
    }
    return []
  })
}
