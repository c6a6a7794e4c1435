import type { View } from './view.ts'
import { sentenceEnd, sentenceStart } from './view.ts'

/** How far context is looked for on either side of a hit, in folded units. */
export const CONTEXT_REACH = 120

/** The sentence around a hit, in pieces. Offsets are in the view. */
export type Sentence = { start: number; end: number; before: string; hit: string; after: string }

/** Cuts the sentence that holds [start, end) out of the view; at most 120 units on either side. */
export const sentenceAround = (view: View, start: number, end: number): Sentence => {
  const from = sentenceStart(view, start, CONTEXT_REACH)
  const to = sentenceEnd(view, end, CONTEXT_REACH)
  return {
    start: from,
    end: to,
    before: view.text.slice(from, start),
    hit: view.text.slice(start, end),
    after: view.text.slice(end, to),
  }
}

/** The part of `before` that belongs to the same clause as the hit (after the last comma). */
export const clauseBefore = (before: string): string =>
  before.slice(Math.max(before.lastIndexOf('，'), before.lastIndexOf('：')) + 1)
