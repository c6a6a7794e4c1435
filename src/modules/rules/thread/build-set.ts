import { compileAmended } from '../../../screening/compile/compile-folder.ts'
import type { PackSources } from '../../../screening/compile/read-packs.ts'
import { compileTerms, type CompiledTerms, type Term } from '../../../screening/terms.ts'
import type { CompiledPacks } from '../../../screening/types.ts'
import type { CompanyTerm, OwnRule, RuleChanges } from '../changes.ts'
import { applyChanges, withOwnRules } from './apply-changes.ts'
import { faultOf, type RuleFault } from './compile-fault.ts'

/** Rules that are ready to run. */
export type BuiltSet = {
  packs: CompiledPacks
  terms: CompiledTerms
  /** Rules of the company's own that are left out, because they cannot be compiled. */
  faults: readonly RuleFault[]
}

/** A company term as the engine takes it. */
export const engineTerm = ({ term, effect, category, severity, why, advice }: CompanyTerm): Term => ({
  term,
  effect,
  ...(category === undefined ? {} : { category }),
  ...(severity === undefined ? {} : { severity }),
  ...(why === undefined ? {} : { why }),
  ...(advice === undefined ? {} : { advice }),
})

/**
 * Compiles the shipped packs with the company's changes. It never fails: a rule that cannot be compiled is left out and
 * named, so that what came into force before an upgrade of the packs goes on protecting.
 */
export const buildSet = (shipped: CompiledPacks, sources: PackSources, changes: RuleChanges): BuiltSet => {
  const terms = compileTerms(changes.terms.map(engineTerm), shipped)
  if (changes.changes.length === 0 && changes.rules.length === 0) return { packs: shipped, terms, faults: [] }
  try {
    return { packs: compileAmended(applyChanges(sources, changes), shipped), terms, faults: [] }
  } catch {
    // One of the rules is to blame; find out which, and go on without it.
    const faults = faultsOf(shipped, sources, changes.rules)
    const named = new Set(faults.map(({ rule }) => rule))
    const rules = changes.rules.filter(({ id }) => !named.has(id))
    return { packs: compileAmended(applyChanges(sources, { ...changes, rules }), shipped), terms, faults }
  }
}

/** What is wrong with rules, each compiled alone. */
export const faultsOf = (
  shipped: CompiledPacks,
  sources: PackSources,
  rules: readonly OwnRule[],
): readonly RuleFault[] => {
  const seen = new Set(sources.packs.flatMap((pack) => pack.rules.map(({ id }) => id)))
  return rules.flatMap((rule) => {
    if (seen.has(rule.id)) return [faultOf(rule.id, new Error(`two rules are called ${rule.id}`))]
    seen.add(rule.id)
    try {
      compileAmended(withOwnRules({ ...sources, packs: [] }, [rule]), shipped)
      return []
    } catch (error) {
      return [faultOf(rule.id, error)]
    }
  })
}
