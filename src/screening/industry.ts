import type { CompiledIndustry, IndustryScope } from './types.ts'

/** The trades that a text belongs to; most texts have one, some have none that can be told. */
export type Industries = ReadonlySet<string>

const MAX_NAME = 40

/**
 * Tells the trades of a text: by the name that was given, else by what the text says it sells.
 *
 * @param given name of a trade in any usual spelling, or undefined
 * @param folded the folded text
 */
export const industriesOf = (
  known: readonly CompiledIndustry[],
  given: string | undefined,
  folded: string,
): Industries => {
  const found = new Set<string>()
  const name = given?.trim().slice(0, MAX_NAME).toLowerCase()
  if (name !== undefined && name !== '') {
    for (const { key, names } of known) {
      if (key === name || names.some((one) => name.includes(one))) found.add(key)
    }
  }
  if (found.size > 0) return refine(known, found, folded)
  for (const { key, words } of known) if (words.some((word) => folded.includes(word))) found.add(key)
  return found
}

/** Health food is often sold under a broader name; the text tells, and the stricter article then applies as well. */
const refine = (known: readonly CompiledIndustry[], found: Set<string>, folded: string): Industries => {
  for (const { key, words } of known) {
    if (key === 'health-food' && words.some((word) => folded.includes(word))) found.add(key)
  }
  return found
}

/** Whether a rule that is limited to some trades speaks in these. */
export const inScope = (scope: IndustryScope | undefined, industries: Industries): boolean => {
  if (scope === undefined) return true
  if (scope.except?.some((key) => industries.has(key)) === true) return false
  return scope.only === undefined || scope.only.some((key) => industries.has(key))
}

/** The citation for the first trade that has one of its own, else the general one. */
export const lawFor = (laws: Readonly<Record<string, string>>, industries: Industries): string => {
  for (const key of industries) {
    const law = laws[key]
    if (law !== undefined) return law
  }
  return laws['default'] ?? ''
}
