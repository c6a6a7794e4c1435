import type { Guarded, SignReader, Signs } from './signs.ts'
import type { View } from './view.ts'
import type { Rows, WordReader } from './words.ts'

/** What holds for a whole text, whichever part of it is looked at. */
export type Facts = {
  /** Whether the expression matches somewhere in the text. */
  holds: (guarded: Guarded) => boolean
}

/** A view with its words; signs are made out of them when something first asks. */
export type SignedView = {
  view: View
  /** Whether the expression may match anywhere in the view. */
  mayHold: (id: number) => boolean
  /** Signs of a sentence, with what lies up to `SIGN_MARGIN` units around it. */
  signsAround: (start: number, end: number) => Signs
}

/** An allowed phrase may begin so far before a sentence, and end so far behind it. */
export const SIGN_MARGIN = 24

/** Where the signs of a view come from: all of them, or (at least) those between two places. */
type Source = { all: () => Rows; between: (from: number, to: number) => Rows }

const signed = (view: View, reader: SignReader, { all, between }: Source): SignedView => {
  let whole: ((id: number) => boolean) | null = null
  const sentences = new Map<number, Signs>()
  return {
    view,
    mayHold: (id) => (whole ??= reader.anywhere(all()))(id),
    signsAround: (start, end) => {
      const key = start * 4096 + (end - start)
      const [from, to] = [Math.max(0, start - SIGN_MARGIN), Math.min(view.length, end + SIGN_MARGIN)]
      const signs = sentences.get(key) ?? reader.signsIn(between(from, to), from, to)
      sentences.set(key, signs)
      return signs
    },
  }
}

/** A view of which all words have been read already. */
export const signedView = (view: View, reader: SignReader, found: Rows): SignedView =>
  signed(view, reader, { all: () => found, between: () => found })

/** A view of which only few places are looked at: its words are read where they are asked for. */
export const signedInPlaces = (view: View, reader: SignReader, read: WordReader): SignedView =>
  signed(view, reader, {
    all: () => read(view, 0, view.length).signs,
    // Copied, because the words of the next place take the room of these.
    between: (from, to) => {
      const { items, length } = read(view, from, to).signs
      return { items: items.slice(0, length), length }
    },
  })

/** Whether the guarded expression matches anywhere in the view. */
const holdsIn = ({ view, mayHold }: SignedView, { id, expression }: Guarded): boolean =>
  mayHold(id) && expression.test(view.text)

/** Facts of a text that is one view: found out when they are asked for, once. */
export const factsOf = (signed: SignedView): Facts => {
  const known = new Map<number, boolean>()
  return {
    holds: (guarded) => {
      const answer = known.get(guarded.id) ?? holdsIn(signed, guarded)
      known.set(guarded.id, answer)
      return answer
    },
  }
}

/** Facts of a long text that is read part by part: all of them at once, because each part is only read twice. */
export const factsOfParts = (views: Iterable<SignedView>, asked: readonly Guarded[]): Facts => {
  const holding = new Set<number>()
  for (const signed of views) {
    for (const guarded of asked) {
      if (!holding.has(guarded.id) && holdsIn(signed, guarded)) holding.add(guarded.id)
    }
  }
  return { holds: ({ id }) => holding.has(id) }
}
