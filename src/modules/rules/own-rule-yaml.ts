import { parse, stringify } from 'yaml'
import { ownRuleSchema, type OwnRule } from './changes.ts'
import { ruleInvalid } from './problems.ts'

/** Longest text of one rule. */
export const maxRuleYaml = 40_000

/** A rule as packs/rules writes it; what has its default value is left out. */
export const yamlOf = (rule: OwnRule): string => {
  const { terms, patterns, allow, unless, unless_text: unlessText, requires, sample, hit, miss, ...rest } = rule
  const lists = { terms, patterns, allow, unless, unless_text: unlessText, requires }
  const filled = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
  const flags = { deniable: rest.deniable, yields: rest.yields, exemptible: rest.exemptible }
  const { deniable: _deniable, yields: _yields, exemptible: _exemptible, ...head } = rest
  return stringify(
    {
      ...head,
      ...(flags.deniable === 'full' ? {} : { deniable: flags.deniable }),
      ...(flags.yields ? { yields: true } : {}),
      ...(flags.exemptible ? { exemptible: true } : {}),
      ...filled,
      ...(Object.keys(sample).length === 0 ? {} : { sample }),
      hit,
      miss,
    },
    { lineWidth: 0 },
  )
}

/**
 * Reads a rule that a person typed.
 * @throws Problem `rules.rule-invalid` naming every place that is wrong
 */
export const ownRuleFrom = (yaml: string): OwnRule => {
  let typed: unknown
  try {
    typed = parse(yaml, { maxAliasCount: 0 })
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''
    throw ruleInvalid({}, { issues: [{ path: 'YAML', message: message.slice(0, 300) }] })
  }
  const one: unknown = Array.isArray(typed) && typed.length === 1 ? typed[0] : typed
  const result = ownRuleSchema.safeParse(one)
  if (result.success) return result.data
  throw ruleInvalid(
    {},
    { issues: result.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message })) },
  )
}
