/**
 * A trie laid into one array by row displacement: the child of state `s` for class `c` is cell `base(s) + c`, and it is
 * one when that cell names `s` as its parent. Two numbers a cell: parent, then base * 2 + (a word ends here ? 1 : 0).
 */
export type DoubleArray = {
  cells: Int32Array
  /** Per cell the number of the word that ends there. */
  words: Int32Array
}

/** After so many vain tries the cells that were tried are given up for rows of two and more: space for time. */
const PATIENCE = 16

const FREE = -1

type Range = { state: number; from: number; to: number; depth: number }

/** Free cells as a doubly linked list, so that looking for room skips what is taken. */
type Room = { parents: Int32Array; next: Int32Array; previous: Int32Array; tail: number; cursor: number }

const emptyRoom = (size: number): Room => {
  const next = new Int32Array(size)
  const previous = new Int32Array(size)
  for (let cell = 0; cell < size; cell++) {
    next[cell] = cell + 1
    previous[cell] = cell - 1
  }
  return { parents: new Int32Array(size).fill(FREE), next, previous, tail: 0, cursor: 1 }
}

const grown = (room: Room, least: number): Room => {
  let size = room.parents.length
  while (size < least) size *= 2
  const wider = emptyRoom(size)
  wider.parents.set(room.parents)
  wider.next.set(room.next)
  wider.previous.set(room.previous)
  // The old list ended at the old size, which is where the new cells begin.
  return { ...wider, tail: room.tail, cursor: room.cursor }
}

const take = (room: Room, cell: number, parent: number): void => {
  const next = room.next[cell] ?? 0
  const previous = room.previous[cell] ?? 0
  room.parents[cell] = parent
  if (previous >= 0) room.next[previous] = next
  if (next < room.previous.length) room.previous[next] = previous
  if (cell >= room.tail) room.tail = cell + 1
}

const fits = (room: Room, base: number, classes: readonly number[]): boolean => {
  for (const one of classes) if ((room.parents[base + one] ?? FREE) !== FREE) return false
  return true
}

/**
 * Base at which a row of classes (ascending) falls on free cells only. A row of one takes the first free cell; others
 * look on from where the last ones found room, because what lies before is all but full.
 */
const findBase = (room: Room, classes: readonly number[]): number => {
  const first = classes[0] ?? 0
  let cell = classes.length === 1 ? (room.next[0] ?? 1) : room.cursor
  for (let tries = 0; cell < room.parents.length; tries++) {
    const base = cell - first
    if (base > 0 && fits(room, base, classes)) {
      if (tries > PATIENCE && classes.length > 1) room.cursor = cell
      return base
    }
    cell = room.next[cell] ?? room.parents.length
  }
  return Math.max(1, room.tail - first)
}

/**
 * Builds the array from words in ascending order of their units.
 *
 * @param sorted distinct, not empty
 * @param classOf class of each UTF-16 unit; every unit of a word has one, from 1 to `classes`
 */
export const buildDoubleArray = (sorted: readonly string[], classOf: Uint16Array, classes: number): DoubleArray => {
  let room = emptyRoom(Math.max(1024, classes * 2))
  // Cell 0 is the root, and the head of the list of free cells.
  room.parents[0] = 0
  room.tail = 1
  const bases: number[] = []
  const ends: number[] = []
  let level: Range[] = sorted.length === 0 ? [] : [{ state: 0, from: 0, to: sorted.length, depth: 0 }]
  while (level.length > 0) {
    const below: Range[] = []
    for (const { state, from, to, depth } of level) {
      let at = from
      if (sorted[at]?.length === depth) ends[state] = at++ + 1
      if (at === to) continue
      const children: { one: number; from: number; to: number }[] = []
      while (at < to) {
        const code = sorted[at]?.charCodeAt(depth) ?? 0
        let end = at + 1
        while (end < to && sorted[end]?.charCodeAt(depth) === code) end++
        children.push({ one: classOf[code] ?? 0, from: at, to: end })
        at = end
      }
      children.sort((a, b) => a.one - b.one)
      const row = children.map(({ one }) => one)
      const base = findBase(room, row)
      if (base + classes + 1 >= room.parents.length) room = grown(room, base + classes + 2)
      bases[state] = base
      for (const child of children) {
        take(room, base + child.one, state)
        below.push({ state: base + child.one, from: child.from, to: child.to, depth: depth + 1 })
      }
    }
    // Wide rows first: narrow ones find room in the gaps that they leave.
    level = below.toSorted((a, b) => b.to - b.from - (a.to - a.from))
  }
  // Every base plus every class stays inside the array, so that a look-up never leaves it.
  const size = room.tail + classes + 1
  const cells = new Int32Array(size * 2)
  const words = new Int32Array(size)
  for (let cell = 0; cell < size; cell++) {
    cells[cell * 2] = room.parents[cell] ?? FREE
    const end = ends[cell]
    cells[cell * 2 + 1] = (bases[cell] ?? 0) * 2 + (end === undefined ? 0 : 1)
    words[cell] = end === undefined ? FREE : end - 1
  }
  return { cells, words }
}
