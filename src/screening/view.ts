/**
 * Text in the form in which rules look at it, with the way back to the original. The arrays may be longer than
 * `length`. `starts[i]` and `ends[i]` bound the UTF-16 units of the original that folded unit `i` stands for.
 */
export type View = {
  /** The codes as a string, made when it is first asked for. */
  readonly text: string
  codes: Uint16Array
  length: number
  starts: Int32Array
  /** Made when it is first asked for. */
  readonly ends: Int32Array
}

/** Turns codes into a string at about 1 ns a unit; String.fromCharCode takes four times as long, spread thirty times. */
const decoder = /* @__PURE__ */ new TextDecoder('utf-16le', { ignoreBOM: true })

/** Units as a string. */
export const textOfUnits = (units: Uint16Array): string => decoder.decode(units)

/**
 * `wide`: the units that stand for more than one unit of the original, each followed by its end. Nearly all stand for one, so
 * that such a view is quicker made; `ends` is then room for all of them, to be filled when they are first asked for. Without
 * `wide` the ends are as they are.
 */
type Arrays = { codes: Uint16Array; length: number; starts: Int32Array; ends: Int32Array; wide?: readonly number[] }

/** A class, because a getter on a prototype costs nothing where a literal with a getter costs a microsecond a text. */
class LazyView implements View {
  codes: Uint16Array
  length: number
  starts: Int32Array
  private room: Int32Array
  private wide: readonly number[] | null
  private made: string | null

  constructor({ codes, length, starts, ends, wide }: Arrays) {
    this.codes = codes
    this.length = length
    this.starts = starts
    this.room = ends
    this.wide = wide ?? null
    this.made = null
  }

  get text(): string {
    this.made ??= textOfUnits(this.codes.subarray(0, this.length))
    return this.made
  }

  get ends(): Int32Array {
    const { wide, room: ends, starts, length } = this
    if (wide === null) return ends
    for (let at = 0; at < length; at++) ends[at] = (starts[at] ?? 0) + 1
    for (let at = 0; at + 1 < wide.length; at += 2) ends[wide[at] ?? 0] = wide[at + 1] ?? 0
    this.wide = null
    return ends
  }
}

/** Makes a view whose string is only built when something asks for it. */
export const viewOf = (arrays: Arrays): View => new LazyView(arrays)

/** Writes a rewritten view; `copy` takes the units [from, to) of another one as they are. */
export type ViewWriter = {
  /** Begins a view of at most `size` units. The one before is no longer valid: its arrays are used again. */
  begin: (size: number) => void
  /** Length of what has been written. */
  length: () => number
  push: (code: number, start: number, end: number) => void
  copy: (view: View, from: number, to: number) => void
  view: () => View
}

/** Makes a writer that keeps its arrays: those of a page lie outside the heap, and making them takes longer than filling them. */
export const createViewWriter = (): ViewWriter => {
  let codes = new Uint16Array(0)
  let starts = new Int32Array(0)
  let ends = new Int32Array(0)
  let length = 0
  return {
    begin: (size) => {
      length = 0
      if (codes.length >= size) return
      codes = new Uint16Array(size)
      starts = new Int32Array(size)
      ends = new Int32Array(size)
    },
    length: () => length,
    push: (code, start, end) => {
      codes[length] = code
      starts[length] = start
      ends[length] = end
      length++
    },
    copy: (view, from, to) => {
      const { codes: units, starts: begins, ends: stops } = view
      for (let at = from; at < to; at++) {
        codes[length] = units[at] ?? 0
        starts[length] = begins[at] ?? 0
        ends[length] = stops[at] ?? 0
        length++
      }
    },
    view: () => viewOf({ codes, length, starts, ends }),
  }
}

/** 。！？； and the line break end a sentence in folded text. */
const isBreak = (code: number): boolean =>
  code === 0x3002 || code === 0xff01 || code === 0xff1f || code === 0xff1b || code === 0x0a

/** Start of the sentence that holds `at`, at most `reach` units back. */
export const sentenceStart = (view: View, at: number, reach: number): number => {
  const lowest = Math.max(0, at - reach)
  let index = at
  while (index > lowest && !isBreak(view.codes[index - 1] ?? 0)) index--
  return index
}

/** End (exclusive, break included) of the sentence that holds the unit before `at`, at most `reach` units on. */
export const sentenceEnd = (view: View, at: number, reach: number): number => {
  const highest = Math.min(view.length, at + reach)
  let index = at
  while (index < highest && !isBreak(view.codes[index] ?? 0)) index++
  return index < highest ? index + 1 : index
}
