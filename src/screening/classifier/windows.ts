import type { View } from '../view.ts'

/** Stretch of folded text that is read as a whole; offsets in the view. */
export type Window = { start: number; end: number }

/** A text up to this length is read as a whole. */
const WHOLE = 160

/** A longer one is read sentence by sentence; short sentences are taken together up to about this length. */
const ENOUGH = 40

const isSentenceEnd = (code: number): boolean =>
  code === 0x3002 || code === 0xff01 || code === 0xff1f || code === 0xff1b || code === 0x0a

const isComma = (code: number): boolean => code === 0xff0c || code === 0x3001 || code === 0xff1a

/** The sentences of a window, each with its end mark. One for most windows. */
export const sentencesOf = (view: View, { start, end }: Window): Window[] => {
  const sentences: Window[] = []
  let from = start
  for (let at = start; at < end; at++) {
    if (!isSentenceEnd(view.codes[at] ?? 0)) continue
    sentences.push({ start: from, end: at + 1 })
    from = at + 1
  }
  if (from < end) sentences.push({ start: from, end })
  return sentences
}

/** Cuts a text, or part of one, into windows of at most 160 units: at ends of sentences, else at commas. */
export const windowsOf = (view: View, part: Window = { start: 0, end: view.length }): Window[] => {
  if (part.end - part.start <= WHOLE) return [part]
  const windows: Window[] = []
  let { start } = part
  let comma = -1
  for (let at = start; at < part.end; at++) {
    const code = view.codes[at] ?? 0
    const size = at + 1 - start
    if (isComma(code)) comma = at + 1
    if (size < WHOLE && !(isSentenceEnd(code) && size >= ENOUGH)) continue
    const end = size < WHOLE || comma <= start ? at + 1 : comma
    windows.push({ start, end })
    start = end
  }
  if (start < part.end) windows.push({ start, end: part.end })
  return windows
}
