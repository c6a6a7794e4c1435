import type { PackSources } from '../../../screening/compile/read-packs.ts'
import type { Category, Severity } from '../../../screening/types.ts'

/** A rule that came with the program, as a person reads it. */
export type ShippedRule = {
  id: string
  pack: string
  kind: 'statute' | 'platform'
  category: Category
  severity: Severity
  /** Readable citations, each once. */
  laws: string[]
  since: string
  why: string
  advice: string
  hit: string[]
  miss: string[]
}

/** The rules of all packs in their order, with their laws in words. */
export const shippedRules = ({ packs, articles }: PackSources): ShippedRule[] =>
  packs.flatMap(({ title, kind, rules }) =>
    rules.map((rule) => {
      const keys = typeof rule.cite === 'string' ? [rule.cite] : Object.values(rule.cite)
      return {
        id: rule.id,
        pack: title,
        kind,
        category: rule.category,
        severity: rule.severity,
        laws: [...new Set(keys.map((key) => `${articles[key]?.law ?? key}${articles[key]?.article ?? ''}`))],
        since: rule.since,
        why: rule.why,
        advice: rule.advice,
        hit: rule.hit,
        miss: rule.miss,
      }
    }),
  )
