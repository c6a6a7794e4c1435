/** An inclusive range and what it stands for; 0 is nothing known. */
export type Range = { start: number; end: number; id: number }

/** Starts of ranges without gaps, ascending, and what each stands for. */
export type Table = { starts: number[]; ids: number[] }

type Columns = { starts: ArrayLike<number>; ids: ArrayLike<number> }

/** Ranges, ascending and apart, as a table; gaps become 0 and neighbours of one kind are joined. */
export const tableOf = (ranges: readonly Range[]): Table => {
  const starts: number[] = []
  const ids: number[] = []
  const add = (start: number, id: number): void => {
    if (ids.at(-1) === id) return
    if (starts.at(-1) === start) {
      starts.pop()
      ids.pop()
      add(start, id)
      return
    }
    starts.push(start)
    ids.push(id)
  }
  let next = 0
  add(0, 0)
  for (const { start, end, id } of ranges) {
    // Two prefixes within one unit of the table (IPv6 longer than /48): the first one stands.
    if (end < next) continue
    if (start > next) add(next, 0)
    add(Math.max(start, next), id)
    next = end + 1
  }
  add(next, 0)
  return { starts, ids }
}

/** Goes through two tables at once, over every stretch in which neither changes. `end` is exclusive. */
export function* together(a: Columns, b: Columns, limit: number): Generator<{ start: number; end: number; a: number; b: number }> {
  let [i, j, start] = [0, 0, 0]
  while (start < limit) {
    const nextA = a.starts[i + 1] ?? limit
    const nextB = b.starts[j + 1] ?? limit
    const end = Math.min(nextA, nextB)
    yield { start, end, a: a.ids[i] ?? 0, b: b.ids[j] ?? 0 }
    if (nextA === end) i += 1
    if (nextB === end) j += 1
    start = end
  }
}

/** One table out of two: what `choose` makes of the two ids, over every stretch. */
export const combine = (a: Columns, b: Columns, limit: number, choose: (a: number, b: number) => number): Table => {
  const ranges: Range[] = []
  for (const part of together(a, b, limit)) ranges.push({ start: part.start, end: part.end - 1, id: choose(part.a, part.b) })
  return tableOf(ranges)
}
