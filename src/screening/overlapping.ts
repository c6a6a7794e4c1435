import { countBefore } from './spans.ts'

type Placed = { start: number; end: number }

/** Makes the function that gives all items that overlap [start, end), in no set order, at the cost of a short look. */
export const overlapping = <Item extends Placed>(items: readonly Item[]): ((place: Placed) => Item[]) => {
  const ordered = items.toSorted((a, b) => a.start - b.start)
  let furthest = -1
  const reach = ordered.map(({ end }) => (furthest = Math.max(furthest, end)))
  return ({ start, end }) => {
    const found: Item[] = []
    let at = countBefore(ordered.length, (index) => (ordered[index]?.start ?? 0) >= end) - 1
    for (; at >= 0 && (reach[at] ?? 0) > start; at--) {
      const item = ordered[at]
      if (item !== undefined && item.end > start) found.push(item)
    }
    return found
  }
}
