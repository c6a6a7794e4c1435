import type { CompiledIndustry, IndustryScope } from './types.ts'

/** The trades that a text belongs to; most texts have one, some have none that can be told. */
export type Industries = ReadonlySet<string>

const MAX_NAME = 40

/**
 * Tells the trades of a text: by the name that was given, else by what the text says it sells.
 *
 * @param given name of a trade in any usual spelling, or undefined
 * @param sells whether the text has a word of the trade
 */
export const industriesOf = (
  known: readonly CompiledIndustry[],
  given: string | undefined,
  sells: (industry: CompiledIndustry) => boolean,
): Industries => {
  const name = given?.trim().slice(0, MAX_NAME).toLowerCase() ?? ''
  const named = known.filter(({ key, names }) => name !== '' && (key === name || names.some((one) => name.includes(one))))
  // Health food is often sold under a broader name; the text tells, and the stricter article then applies as well.
  const told = known.filter((one) => (named.length === 0 || one.key === 'health-food') && sells(one))
  return new Set([...named, ...told].map(({ key }) => key))
}

/** Whether a rule that is limited to some trades speaks in these. */
export const inScope = (scope: IndustryScope | undefined, industries: Industries): boolean => {
  if (scope === undefined) return true
  if (scope.except?.some((key) => industries.has(key)) === true) return false
  return scope.only === undefined || scope.only.some((key) => industries.has(key))
}

/** The citation for the first trade that has one of its own, else the general one. */
export const lawFor = (laws: Readonly<Record<string, string>>, industries: () => Industries): string => {
  const { default: general = '', ...special } = laws
  if (Object.keys(special).length === 0) return general
  for (const key of industries()) {
    const law = special[key]
    if (law !== undefined) return law
  }
  return general
}
