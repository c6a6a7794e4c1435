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
 * `ends` as they are, or as pairs: the units that stand for more than one unit of the original, each followed by its end.
 * Nearly all stand for one, so that a view of pairs is quicker made.
 */
type Arrays = { codes: Uint16Array; length: number; starts: Int32Array; ends: Int32Array | number[] }

/** A class, because a getter on a prototype costs nothing where a literal with a getter costs a microsecond a text. */
class LazyView implements View {
  codes: Uint16Array
  length: number
  starts: Int32Array
  private given: Int32Array | number[]
  private made: string | null

  constructor({ codes, length, starts, ends }: Arrays) {
    this.codes = codes
    this.length = length
    this.starts = starts
    this.given = ends
    this.made = null
  }

  get text(): string {
    this.made ??= textOfUnits(this.codes.subarray(0, this.length))
    return this.made
  }

  get ends(): Int32Array {
    if (!Array.isArray(this.given)) return this.given
    const ends = this.starts.slice(0, this.length)
    for (let at = 0; at < ends.length; at++) ends[at] = (ends[at] ?? 0) + 1
    for (let at = 0; at + 1 < this.given.length; at += 2) ends[this.given[at] ?? 0] = this.given[at + 1] ?? 0
    this.given = ends
    return ends
  }
}

/** Makes a view whose string is only built when something asks for it. */
export const viewOf = (arrays: Arrays): View => new LazyView(arrays)

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
