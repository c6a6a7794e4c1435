import type { Span } from './hits.ts'
import type { View } from './view.ts'

/** How many of so many ascending items come before the first of which `isLater` holds. */
export const countBefore = (size: number, isLater: (index: number) => boolean): number => {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isLater(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Places of the view whose original begins in [from, to). */
export const spanOf = ({ starts, length }: View, { from, to }: Span): Span => ({
  from: countBefore(length, (at) => (starts[at] ?? 0) >= from),
  to: countBefore(length, (at) => (starts[at] ?? 0) >= to),
})

/** No match that touches a place begins further before it. */
const REACH = 64

/** What has to be searched again where disguises were undone: the places with what may reach into them, in order. */
export const spansAround = (places: readonly { start: number; end: number }[], within: Span): Span[] => {
  const spans: Span[] = []
  for (const { start, end } of places) {
    const from = Math.max(within.from, start - REACH)
    const to = Math.min(within.to, end)
    const last = spans.at(-1)
    if (from >= to) continue
    if (last !== undefined && from <= last.to) last.to = to
    else spans.push({ from, to })
  }
  return spans
}
