import { joinJudgements, type Judge, type Judgement } from './opinion.ts'

/** What a service takes at once, and how to measure it. */
export type PieceLimit = { most: number; size: (text: string) => number }

export const inCharacters = (most: number): PieceLimit => ({ most, size: (text) => Array.from(text).length })
export const inBytes = (most: number): PieceLimit => ({ most, size: (text) => Buffer.byteLength(text) })

/** Pieces overlap by so many characters, so that no word is cut. */
const OVERLAP = 40

/** Pieces asked about at the same time. */
const AT_ONCE = 3

/** Cuts a text into pieces within the limit, each beginning 40 characters before the last one ends. */
export const cutInPieces = (text: string, { most, size }: PieceLimit): string[] => {
  const signs = Array.from(text)
  const pieces: string[] = []
  let from = 0
  for (;;) {
    let used = 0
    let to = from
    while (to < signs.length) {
      const next = size(signs[to] ?? '')
      if (used + next > most) break
      used += next
      to++
    }
    pieces.push(signs.slice(from, to).join(''))
    if (to >= signs.length) return pieces
    from = Math.max(to - OVERLAP, from + 1)
  }
}

/** Each piece is a case of its own; 64 signs is the least that a service allows for the name. */
const pieceId = (dataId: string, index: number): string =>
  index === 0 ? dataId.slice(0, 64) : `${dataId.slice(0, 60)}-${index}`

/**
 * A judge for texts of any length out of one for pieces. The whole is missing as soon as one piece is: half an answer
 * must not look like a clean one.
 */
export const inPieces =
  (limit: PieceLimit, judge: Judge): Judge =>
  async ({ text, dataId, signal }) => {
    const pieces = cutInPieces(text, limit)
    const judgements: Judgement[] = []
    for (let at = 0; at < pieces.length; at += AT_ONCE) {
      const outcomes = await Promise.all(
        pieces.slice(at, at + AT_ONCE).map((piece, index) =>
          judge({ text: piece, dataId: pieceId(dataId, at + index), signal }),
        ),
      )
      for (const outcome of outcomes) {
        if (outcome.kind === 'missing') return outcome
        judgements.push(outcome.opinion)
      }
    }
    return { kind: 'given', opinion: joinJudgements(judgements) }
  }
