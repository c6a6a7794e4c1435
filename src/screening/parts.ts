import type { Part } from './fold.ts'

/** A text up to this long, in UTF-16 units, is read in one piece; what is kept while checking does not grow beyond it. */
const MAX_WHOLE = 65_536

/** How far a part is read on both sides beyond what belongs to it, so that no match and no sentence is cut. */
const MARGIN = 2_048

/** Where a part may end: after a break of the line or the sentence, in the last quarter of what it may have. */
const BREAKS = '\n。！？!?；;'

/** A part of a text: hits that begin in [from, to) belong to it; [read.from, read.to) is read for it. */
export type TextPart = { from: number; to: number; read: Part }

const cutAfter = (text: string, from: number): number => {
  const latest = from + MAX_WHOLE
  for (let at = latest; at > latest - MAX_WHOLE / 4; at--) if (BREAKS.includes(text[at - 1] ?? '')) return at
  // A pair of surrogates stays whole.
  return (text.charCodeAt(latest - 1) & 0xfc00) === 0xd800 ? latest - 1 : latest
}

/** A place at which a text may be cut: not inside a pair of surrogates. */
export const wholePlace = (text: string, at: number): number => ((text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at)

/** Straight quotation marks take turns, so that each part has to know how many stand before it. */
const isQuote = (unit: number): boolean => unit === 0x22 || unit === 0xff02

/** Cuts a text into parts; one for all that is not long. */
export function* partsOf(text: string): Generator<TextPart> {
  if (text.length <= MAX_WHOLE) {
    yield { from: 0, to: text.length, read: { from: 0, to: text.length, quoted: false } }
    return
  }
  let quoted = false
  let counted = 0
  for (let from = 0; from < text.length; ) {
    const to = text.length - from <= MAX_WHOLE ? text.length : cutAfter(text, from)
    const readFrom = wholePlace(text, Math.max(0, from - MARGIN))
    for (; counted < readFrom; counted++) if (isQuote(text.charCodeAt(counted))) quoted = !quoted
    yield { from, to, read: { from: readFrom, to: wholePlace(text, Math.min(text.length, to + MARGIN)), quoted } }
    from = to
  }
}
