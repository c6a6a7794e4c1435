/** What a directory needs, all of it or nothing: it is chosen and shown as one. */
const scimOperations: readonly string[] = [
  'identity.find-scim-people',
  'identity.add-scim-person',
  'identity.change-scim-person',
  'identity.remove-scim-person',
  'identity.find-scim-departments',
]

/** Stands for all of them in a list of choices; no operation is called so. */
const scim = 'scim'

/** What operations are called, by name. */
export type Summaries = ReadonlyMap<string, string>

/** What may be chosen for a new key. */
export const keyChoices = (summaries: Summaries, scimLabel: string): { value: string; label: string }[] => [
  ...[...summaries].filter(([name]) => !scimOperations.includes(name)).map(([value, label]) => ({ value, label })),
  ...(scimOperations.every((name) => summaries.has(name)) ? [{ value: scim, label: scimLabel }] : []),
]

/** The operations behind what was chosen. */
export const chosenOperations = (choices: readonly string[]): string[] =>
  choices.flatMap((choice) => (choice === scim ? scimOperations : [choice]))

/** What a key may do, in words. */
export const keyScopes = (operations: readonly string[], summaries: Summaries, scimLabel: string): string[] => {
  const whole = scimOperations.every((name) => operations.includes(name))
  const others = whole ? operations.filter((name) => !scimOperations.includes(name)) : operations
  return [...others.map((name) => summaries.get(name) ?? name), ...(whole ? [scimLabel] : [])]
}
