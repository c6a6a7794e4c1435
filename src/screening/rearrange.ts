import type { Restored } from './restore.ts'
import type { View } from './view.ts'
import { viewOf } from './view.ts'

/**
 * Undoes what hides a word without changing a character of it: written backwards in brackets (（的好最）面霜), or broken
 * over lines. Only the neighbourhood of such places is rewritten; rules look there a second time, and a hit counts where it
 * touches one of the places. Everything here works on folded text and is linear in it.
 */

/** A bracket with more inside than this holds a remark. */
const MOST_REVERSED = 16

/** How much of the text before and after a place comes along, so that a rule sees the clause around it. */
const AROUND = 40

/** Lines as short as this stand one above the other to be read downwards: even a blank line between them joins. */
const SHORT_LINE = 2

const LINE_BREAK = 0x0a
const BREAK = 0x3002

/** Opening and closing marks as folding leaves them: （） 【】 “”. */
const pairs: ReadonlyMap<number, number> = new Map([
  [0xff08, 0xff09],
  [0x3010, 0x3011],
  [0x201c, 0x201d],
])

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff

const isWordUnit = (code: number): boolean =>
  isHan(code) || (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || code === 0x25

/** Units `from` to `to` (exclusive) of the view are left out (`join`) or read backwards without their bounds. */
type Edit = { kind: 'join' | 'reverse'; from: number; to: number }

/** End (exclusive) of a bracket with only a few word units in it, Han among them; 0 where there is none. */
const shortBracket = (view: View, open: number, close: number): number => {
  let han = 0
  const last = Math.min(view.length - 1, open + MOST_REVERSED + 1)
  for (let at = open + 1; at <= last; at++) {
    const code = view.codes[at] ?? 0
    if (code === close) return han >= 2 ? at + 1 : 0
    if (isHan(code)) han++
    else if (!isWordUnit(code)) return 0
  }
  return 0
}

/** Length of the line of word units that ends before `at` or begins at it, counted no further than needed. */
const lineLength = (view: View, at: number, step: 1 | -1): number => {
  let length = 0
  while (length <= SHORT_LINE && isWordUnit(view.codes[at + step * length] ?? 0)) length++
  return length
}

/** A line break between word units; several of them only between short lines. */
const joinAt = (view: View, at: number): Edit | null => {
  let to = at + 1
  while (view.codes[to] === LINE_BREAK) to++
  if (!isWordUnit(view.codes[at - 1] ?? 0) || !isWordUnit(view.codes[to] ?? 0)) return null
  const short = lineLength(view, at - 1, -1) <= SHORT_LINE && lineLength(view, to, 1) <= SHORT_LINE
  return to - at === 1 || short ? { kind: 'join', from: at, to } : null
}

const editsOf = (view: View): Edit[] => {
  const edits: Edit[] = []
  for (let at = 1; at < view.length; at++) {
    const code = view.codes[at] ?? 0
    if (code === LINE_BREAK) {
      const join = joinAt(view, at)
      if (join !== null) edits.push(join)
      while (view.codes[at + 1] === LINE_BREAK) at++
    }
  }
  for (let at = 0; at < view.length; at++) {
    const close = pairs.get(view.codes[at] ?? 0)
    const to = close === undefined ? 0 : shortBracket(view, at, close)
    if (to > 0) edits.push({ kind: 'reverse', from: at, to })
  }
  return edits.toSorted((a, b) => a.from - b.from)
}

/**
 * The neighbourhoods of broken and reversed words with those words made whole, one after the other with sentence ends
 * between; null when there are none. Units of a reversed word all stand for the whole bracket.
 */
export const rearrange = (view: View): Restored | null => {
  const edits = editsOf(view)
  if (edits.length === 0) return null
  const size = view.length + edits.length + 2
  const codes = new Uint16Array(size)
  const starts = new Int32Array(size)
  const ends = new Int32Array(size)
  const places: Restored['places'] = []
  let length = 0
  let copied = 0
  const push = (code: number, start: number, end: number): void => {
    codes[length] = code
    starts[length] = start
    ends[length] = end
    length++
  }
  const copyTo = (to: number): void => {
    for (; copied < to; copied++) push(view.codes[copied] ?? 0, view.starts[copied] ?? 0, view.ends[copied] ?? 0)
  }
  /** Goes on to `next`; what lies further than needed from both places is left out. */
  const goTo = (next: number): void => {
    if (next - copied > 2 * AROUND) {
      if (length > 0) copyTo(copied + AROUND)
      push(BREAK, view.starts[copied] ?? 0, view.ends[copied] ?? 0)
      copied = next - AROUND
    }
    copyTo(next)
  }
  for (const { kind, from, to } of edits) {
    if (from < copied) continue
    goTo(from)
    if (kind === 'join') {
      places.push({ start: Math.max(0, length - 1), end: length + 1 })
    } else {
      const [start, end] = [view.starts[from] ?? 0, view.ends[to - 1] ?? 0]
      places.push({ start: length, end: length + to - from - 2 })
      for (let at = to - 2; at > from; at--) push(view.codes[at] ?? 0, start, end)
    }
    copied = to
  }
  copyTo(Math.min(view.length, copied + AROUND))
  return { view: viewOf({ codes, length, starts, ends }), places }
}
