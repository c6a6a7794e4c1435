import type { Guarded, SignReader, Signs } from './signs.ts'
import type { View } from './view.ts'

/** What holds for a whole text, whichever part of it is looked at. */
export type Facts = {
  /** Whether the expression matches somewhere in the text. */
  holds: (guarded: Guarded) => boolean
}

/** A view with its signs, which are read when something first asks for them. */
export type SignedView = {
  view: View
  /** Whether the expression may match anywhere in the view. */
  mayHold: (id: number) => boolean
  /** Signs of a sentence, with what lies up to `SIGN_MARGIN` units around it. */
  signsAround: (start: number, end: number) => Signs
}

/** An allowed phrase may begin so far before a sentence, and end so far behind it. */
export const SIGN_MARGIN = 24

export const signedView = (view: View, reader: SignReader): SignedView => {
  let whole: ((id: number) => boolean) | null = null
  const sentences = new Map<number, Signs>()
  return {
    view,
    mayHold: (id) => (whole ??= reader.readWhole(view))(id),
    signsAround: (start, end) => {
      const key = start * 4096 + (end - start)
      const signs =
        sentences.get(key) ??
        reader.readPart(view, Math.max(0, start - SIGN_MARGIN), Math.min(view.length, end + SIGN_MARGIN))
      sentences.set(key, signs)
      return signs
    },
  }
}

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
