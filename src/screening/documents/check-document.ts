import type { CheckOptions, Finding, Screener } from '../types.ts'
import { decide } from '../verdict.ts'
import { createLineIndex } from './line-index.ts'
import type { CheckedDocument, DocumentText, Passage, Piece, PlacedFinding } from './types.ts'

/** Paragraphs are apart: a line break alone would say that a word may go on. */
const BETWEEN = '\n\n'

/** Index of the last piece that starts at or before the offset. */
const pieceAt = (starts: readonly number[], offset: number): number => {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

type Placing = { passage: Passage; starts: readonly number[]; isSource: boolean }

const bounds = (piece: Piece, from: number, to: number): { start: number; end: number } => ({
  start: piece.source?.starts[from] ?? from,
  end: piece.source?.ends[to - 1] ?? to,
})

const place = (finding: Finding, { passage, starts, isSource }: Placing): PlacedFinding => {
  const first = pieceAt(starts, finding.start)
  const last = pieceAt(starts, finding.end - 1)
  const [piece, other] = [passage[first], passage[last]]
  const from = finding.start - (starts[first] ?? 0)
  if (piece === undefined || other === undefined) return { ...finding, place: '' }
  if (!isSource) return { ...finding, place: piece.place, start: from, end: from + finding.end - finding.start }
  const to = finding.end - (starts[last] ?? 0)
  const { start } = bounds(piece, Math.min(from, piece.text.length - 1), from + 1)
  const { end } = bounds(other, 0, Math.min(to, other.text.length))
  return { ...finding, place: piece.place, start, end: Math.max(start, end) }
}

/**
 * What a piece says by itself weighs more than what surrounds it: a finding that the rest of the passage made a note is
 * what it is in the piece alone. Without this a plain notice beside a claim would excuse the claim.
 */
const byItself = (screener: Screener, options: CheckOptions): ((finding: PlacedText) => Finding) => {
  const known = new Map<Piece, readonly Finding[]>()
  return ({ finding, piece, start }) => {
    if (finding.severity !== 'note') return finding
    const findings = known.get(piece) ?? screener.check(piece.text, options).findings
    known.set(piece, findings)
    const alone = findings.find((one) => one.rule === finding.rule && one.start === start && one.severity !== 'note')
    if (alone === undefined) return finding
    return { ...alone, start: finding.start, end: finding.start + alone.end - alone.start }
  }
}

type PlacedText = { finding: Finding; piece: Piece; start: number }

/**
 * Checks a document passage by passage: what is read together is judged together, so that the trade is told from the
 * whole text and a word is found across two paragraphs.
 *
 * @returns findings in the order of the document, each with its place
 */
export const checkDocument = (screener: Screener, document: DocumentText, options: CheckOptions): CheckedDocument => {
  const isSource = document.source !== undefined
  const weigh = byItself(screener, options)
  const findings = document.passages.flatMap((passage) => {
    const starts: number[] = []
    let length = 0
    for (const { text } of passage) {
      starts.push(length)
      length += text.length + BETWEEN.length
    }
    const whole = passage.map(({ text }) => text).join(BETWEEN)
    const { findings: found } = screener.check(whole, options)
    return found.map((finding) => {
      const first = pieceAt(starts, finding.start)
      const piece = passage[first]
      const judged =
        piece === undefined || passage.length === 1
          ? finding
          : weigh({ finding, piece, start: finding.start - (starts[first] ?? 0) })
      return place(judged, { passage, starts, isSource })
    })
  })
  const head = { format: document.format, empty: document.passages.length === 0, decision: decide(findings) }
  const { source } = document
  if (source === undefined || findings.length === 0) return { ...head, findings }
  const at = createLineIndex(source)
  const lined = findings.map((finding): PlacedFinding => {
    const { line, column } = at(finding.start)
    const place = /^第\d+行$/.test(finding.place) ? `第${line}行第${column}列` : finding.place
    return { ...finding, place, line, column }
  })
  return { ...head, findings: lined }
}
