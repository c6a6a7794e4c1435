import type { View } from './view.ts'
import { sentenceEnd, sentenceStart } from './view.ts'

/** How far context is looked for on either side of a hit, in folded units. */
export const CONTEXT_REACH = 120

/** The sentence around a hit, whole and in pieces. Offsets are in the view. */
export type Sentence = {
  start: number
  end: number
  hitStart: number
  hitEnd: number
  text: string
  before: string
  hit: string
  after: string
}

/** Cuts the sentence that holds [start, end) out of the view; at most 120 units on either side. */
export const sentenceAround = (view: View, start: number, end: number): Sentence => {
  const from = sentenceStart(view, start, CONTEXT_REACH)
  const to = sentenceEnd(view, end, CONTEXT_REACH)
  return {
    start: from,
    end: to,
    hitStart: start,
    hitEnd: end,
    text: view.text.slice(from, to),
    before: view.text.slice(from, start),
    hit: view.text.slice(start, end),
    after: view.text.slice(end, to),
  }
}

/** Where in `before` the clause begins that goes on into the hit: after the last comma. */
export const clauseStart = (before: string): number => Math.max(before.lastIndexOf('，'), before.lastIndexOf('：')) + 1
