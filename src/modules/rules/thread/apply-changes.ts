import type { PackSources } from '../../../screening/compile/read-packs.ts'
import type { Rule } from '../../../screening/compile/schema.ts'
import { companyPolicy, type OwnRule, type PackChange, type RuleChanges } from '../changes.ts'

/** The shipped rules as the company wants them: some off, some graver or milder, and its own beside them. */
export const applyChanges = (
  sources: PackSources,
  { changes, rules }: Pick<RuleChanges, 'changes' | 'rules'>,
): PackSources => {
  const byRule = new Map(changes.map((change) => [change.rule, change]))
  const packs = sources.packs.map((pack) => ({ ...pack, rules: pack.rules.flatMap((rule) => changed(rule, byRule)) }))
  return withOwnRules({ ...sources, packs }, rules)
}

/** The sources with the company's own rules as one more pack. */
export const withOwnRules = (sources: PackSources, rules: readonly OwnRule[]): PackSources => ({
  ...sources,
  articles: {
    ...sources.articles,
    [companyPolicy]: { law: '公司规定', article: '', text: '公司规定', official: false },
  },
  packs:
    rules.length === 0
      ? sources.packs
      : [
          ...sources.packs,
          { pack: 'company', title: '公司规则', kind: 'platform', read: '2026-01-01', rules: [...rules] },
        ],
})

const changed = (rule: Rule, byRule: ReadonlyMap<string, PackChange>): Rule[] => {
  const change = byRule.get(rule.id)
  if (change === undefined) return [rule]
  if (change.off) return []
  const { severity = rule.severity, why = rule.why, advice = rule.advice } = change
  return [{ ...rule, severity, why, advice }]
}
