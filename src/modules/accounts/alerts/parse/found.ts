/** Something that stands in a text: what it says, and from where to where (offsets as strings count them). */
export type Found<Value = string> = { value: Value; start: number; end: number }

/** Characters of an alert that are read. */
export const mostCharacters = 4_000

/** The text with these stretches as blanks, so that what was recognised is not taken for something else; offsets stay. */
export const without = (text: string, ...stretches: readonly (Found<unknown> | null)[]): string =>
  stretches.reduce<string>(
    (rest, found) => (found === null ? rest : rest.slice(0, found.start) + ' '.repeat(found.end - found.start) + rest.slice(found.end)),
    text,
  )

/** What the group `value` of a pattern with the flag `d` found, or the whole match where it has none. */
export const foundBy = (pattern: RegExp, text: string): Found | null => {
  const match = pattern.exec(text)
  const [start, end] = match?.indices?.groups?.['value'] ?? match?.indices?.[0] ?? []
  return start === undefined || end === undefined ? null : { value: text.slice(start, end), start, end }
}

/** The first of several patterns that finds something. */
export const firstBy = (patterns: readonly RegExp[], text: string): Found | null => {
  for (const pattern of patterns) {
    const found = foundBy(pattern, text)
    if (found !== null) return found
  }
  return null
}
