import type { Finding } from './types.ts'

/** Nobody reads more findings of one rule in one text; what is kept stays bounded however long the text is. */
const MAX_PER_RULE = 2_000

export type Tally = { findings: Finding[]; add: (finding: Finding | null) => void }

/** Collects findings, at most 2,000 of each rule. */
export const createTally = (): Tally => {
  const counts = new Map<string, number>()
  const findings: Finding[] = []
  return {
    findings,
    add: (finding) => {
      if (finding === null) return
      const count = counts.get(finding.rule) ?? 0
      if (count >= MAX_PER_RULE) return
      counts.set(finding.rule, count + 1)
      findings.push(finding)
    },
  }
}
