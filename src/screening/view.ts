/**
 * Text in the form in which rules look at it, with the way back to the original.
 * `starts[i]` and `ends[i]` bound the UTF-16 units of the original that folded unit `i` stands for.
 */
export type View = {
  text: string
  codes: Uint16Array
  length: number
  starts: Int32Array
  ends: Int32Array
}

const CHUNK = 8192

/** Makes the string of a code buffer; in chunks, because an argument list has a limit. */
export const textOf = (codes: Uint16Array, length: number): string => {
  if (length <= CHUNK) return String.fromCharCode(...codes.subarray(0, length))
  const parts: string[] = []
  for (let at = 0; at < length; at += CHUNK) {
    parts.push(String.fromCharCode(...codes.subarray(at, Math.min(at + CHUNK, length))))
  }
  return parts.join('')
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
