import { z } from 'zod'
import { ruleSchema } from '../../screening/compile/schema.ts'
import { categories } from '../../screening/types.ts'

/** Everything that the company may change about the rules, with its bounds. */
export const limits = {
  terms: 60_000,
  changes: 500,
  rules: 500,
  term: 24,
  text: 500,
  fileBytes: 5 * 1024 * 1024,
} as const

const said = z.string().trim().min(1).max(limits.text)
const severity = z.enum(['block', 'warn', 'note'])

/** A company term: what must not be written, or may be whatever the rules say. */
export const termSchema = z.strictObject({
  term: z.string().trim().min(1).max(limits.term),
  effect: z.enum(['deny', 'allow']),
  category: z.enum(categories).optional(),
  severity: severity.optional(),
  why: said.optional(),
  advice: said.optional(),
})

/** What is different about a shipped rule, and why. */
export const packChangeSchema = z.strictObject({
  rule: z.string().min(1).max(100),
  off: z.boolean().default(false),
  severity: severity.optional(),
  why: said.optional(),
  advice: said.optional(),
  reason: said,
})

/** Ids of rules that belong to the company; shipped ones never begin so. */
export const ownRulePrefix = 'company.'

/** The article that a rule of the company cites when no law stands behind it. */
export const companyPolicy = 'company-policy'

/** A rule of the company's own: as in packs/rules, with an id of its own kind. */
export const ownRuleSchema = ruleSchema.refine(({ id }) => id.startsWith(ownRulePrefix) && id.length <= 100, {
  path: ['id'],
  error: `自有规则的编号须以 ${ownRulePrefix} 开头，例如 company.brand.slogan`,
})

export const changesSchema = z.strictObject({
  terms: z.array(termSchema).max(limits.terms).default([]),
  changes: z.array(packChangeSchema).max(limits.changes).default([]),
  rules: z.array(ownRuleSchema).max(limits.rules).default([]),
})

export type CompanyTerm = z.output<typeof termSchema>
export type PackChange = z.output<typeof packChangeSchema>
export type OwnRule = z.output<typeof ownRuleSchema>
export type RuleChanges = z.output<typeof changesSchema>

export const noChanges: RuleChanges = { terms: [], changes: [], rules: [] }

export type ChangeCounts = { deny: number; allow: number; changes: number; rules: number }

/** How much of everything there is. */
export const countsOf = ({ terms, changes, rules }: RuleChanges): ChangeCounts => {
  const deny = terms.filter(({ effect }) => effect === 'deny').length
  return { deny, allow: terms.length - deny, changes: changes.length, rules: rules.length }
}
