import type { Guarded, SignReader, Signs } from './signs.ts'
import type { View } from './view.ts'

/** What holds for a whole text, whichever part of it is looked at. */
export type Facts = {
  /** Whether the expression matches somewhere in the text. */
  holds: (guarded: Guarded) => boolean
}

/** A view with its signs, which are read when something first asks for them. */
export type Reading = { view: View; signs: () => Signs }

export const readingOf = (view: View, reader: SignReader): Reading => {
  let signs: Signs | null = null
  return { view, signs: () => (signs ??= reader.read(view)) }
}

/** Whether the guarded expression matches anywhere in the view. */
const holdsIn = ({ view, signs }: Reading, { id, expression }: Guarded): boolean =>
  signs().may(id, 0, view.length) && expression.test(view.text)

/** Facts of a text that is one view: found out when they are asked for, once. */
export const factsOf = (reading: Reading): Facts => {
  const known = new Map<number, boolean>()
  return {
    holds: (guarded) => {
      const answer = known.get(guarded.id) ?? holdsIn(reading, guarded)
      known.set(guarded.id, answer)
      return answer
    },
  }
}

/** Facts of a long text that is read part by part: all of them at once, because each part is only read twice. */
export const factsOfParts = (readings: Iterable<Reading>, asked: readonly Guarded[]): Facts => {
  const holding = new Set<number>()
  for (const reading of readings) {
    for (const guarded of asked) {
      if (!holding.has(guarded.id) && holdsIn(reading, guarded)) holding.add(guarded.id)
    }
  }
  return { holds: ({ id }) => holding.has(id) }
}
