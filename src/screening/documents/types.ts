import type { CheckResult, Finding } from '../types.ts'

export type DocumentFormat = 'text' | 'html' | 'docx' | 'xlsx' | 'pdf'

/**
 * A piece of text and where it stands: `第3段`, `表1第2行第1列`, `Sheet1!B4`, `第2页`, or a line of the source for text and
 * HTML. Where text was taken out of a source text, unit `i` stands for its UTF-16 units `starts[i]` to `ends[i]`.
 */
export type Piece = { place: string; text: string; source?: { starts: Int32Array; ends: Int32Array } }

/** Pieces that are read together: a whole document, or one row of a sheet. */
export type Passage = Piece[]

/** `source` is the decoded text that offsets of HTML and plain text refer to; absent for other formats. */
export type DocumentText = { format: DocumentFormat; passages: Passage[]; source?: string }

/**
 * A finding with its place. For text and HTML, `start` and `end` are UTF-16 offsets in the decoded source; else they
 * are counted from the beginning of the place, and `end` may lie beyond it where the words go on in the next one.
 */
export type PlacedFinding = Finding & { place: string; line?: number; column?: number }

/** `empty`: there was no text to read, as in a PDF of scanned pages; then `allow` says nothing. */
export type CheckedDocument = Pick<CheckResult, 'decision'> & {
  format: DocumentFormat
  empty: boolean
  findings: PlacedFinding[]
}
