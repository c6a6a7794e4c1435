import Pdf from 'pdfkit'
import type { Faces, FaceName } from './faces.ts'
import type { Measure } from './line-breaking.ts'

/** A4 in points (1/72 inch), and what is left free around the text. */
export const sheet = { width: 595.28, height: 841.89, side: 64, top: 64, bottom: 76 } as const

export const textWidth = sheet.width - 2 * sheet.side

export type Style = { size: number; weight: 'regular' | 'bold'; color: string; leading: number }

/** Black on white is 16:1, the grey of labels 7:1: both above what WCAG 2.2 asks (1.4.6). */
const ink = '#1f1f1f'
const grey = '#595959'

export const styles = {
  title: { size: 20, weight: 'bold', color: ink, leading: 30 },
  subtitle: { size: 10.5, weight: 'regular', color: grey, leading: 17 },
  heading: { size: 13, weight: 'bold', color: ink, leading: 22 },
  body: { size: 10.5, weight: 'regular', color: ink, leading: 18 },
  label: { size: 10, weight: 'regular', color: grey, leading: 16 },
  value: { size: 10, weight: 'regular', color: ink, leading: 16 },
  column: { size: 9, weight: 'bold', color: ink, leading: 14 },
  cell: { size: 9, weight: 'regular', color: ink, leading: 14 },
  small: { size: 8.5, weight: 'regular', color: grey, leading: 13 },
} as const satisfies Record<string, Style>

/** What a line belongs to: a structure element of PDF (ISO 32000-1, 14.8), or nothing that is read aloud. */
export type Part = { tag: Tag; element: PDFKit.PDFStructureElement }

type Tag = 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD'

/** A document being written: page, place on it, and the marks that a screen reader follows. */
export type Writer = {
  readonly document: PDFKit.PDFDocument
  /** Width of a character in a style, in points. */
  measure: (style: Style) => Measure
  /** Distance of the next line from the upper edge. */
  y: number
  /** Opens a structure element under another, or under the document. */
  open: (tag: Tag, under?: { parent: Part; scope?: 'Row' | 'Column' }) => Part
  /** Goes to a new page where so many points do not fit; tells whether it did. */
  ensure: (height: number) => boolean
  /** Puts a line with its left end at x, its upper edge at y. */
  line: (text: string, place: { x: number; y: number; style: Style; part: Part | 'decoration' }) => void
  /** A thin horizontal line, or a filled band. */
  rule: (x: number, y: number, width: number) => void
  band: (x: number, y: number, size: { width: number; height: number }) => void
  widthOf: (text: string, style: Style) => number
}

/** Cuts a text where the face changes. */
const runsOf = (text: string, weight: Style['weight'], faces: Faces): { face: FaceName; text: string }[] => {
  const runs: { face: FaceName; text: string }[] = []
  for (const character of text) {
    const face = faces.faceOf(character.codePointAt(0) ?? 0, weight) ?? weight
    const last = runs.at(-1)
    if (last?.face === face) last.text += character
    else runs.push({ face, text: character })
  }
  return runs
}

/** Ascent of the fonts above their baseline, as a share of the size. */
const ASCENT = 0.88

export const createWriter = (document: PDFKit.PDFDocument, faces: Faces): Writer => {
  for (const [name, bytes] of faces.bytes) document.registerFont(name, bytes)
  const root = document.struct('Document')
  document.addStructure(root)

  const measure = ({ size, weight }: Style): Measure => (character) => {
    const codePoint = character.codePointAt(0) ?? 0
    return faces.advance(faces.faceOf(codePoint, weight) ?? weight, codePoint) * size
  }
  const widthOf: Writer['widthOf'] = (text, style) => {
    const one = measure(style)
    let width = 0
    for (const character of text) width += one(character)
    return width
  }
  const decorate = (draw: () => void): void => {
    document.markContent('Artifact', { type: 'Layout' })
    draw()
    document.endMarkedContent()
  }

  const writer: Writer = {
    document,
    measure,
    widthOf,
    y: sheet.top,
    open: (tag, under) => {
      // The types of the library do not know `scope` yet.
      const options: object = under?.scope === undefined ? {} : { scope: under.scope }
      const element = document.struct(tag, options)
      const parent = under?.parent.element ?? root
      parent.add(element)
      return { tag, element }
    },
    ensure: (height) => {
      if (writer.y + height <= sheet.height - sheet.bottom) return false
      document.addPage()
      writer.y = sheet.top
      return true
    },
    line: (text, { x, y, style, part }) => {
      if (text === '') return
      if (part === 'decoration') document.markContent('Artifact', { type: 'Pagination' })
      else part.element.add(document.markStructureContent(part.tag))
      let at = x
      const baseline = y + (style.leading - style.size) / 2 + style.size * ASCENT
      document.fontSize(style.size).fillColor(style.color)
      for (const run of runsOf(text, style.weight, faces)) {
        document.font(run.face).text(run.text, at, baseline, { lineBreak: false, baseline: 'alphabetic' })
        at += widthOf(run.text, style)
      }
      document.endMarkedContent()
    },
    rule: (x, y, width) => decorate(() => document.moveTo(x, y).lineTo(x + width, y).lineWidth(0.5).strokeColor('#bfbfbf').stroke()),
    band: (x, y, { width, height }) => decorate(() => document.rect(x, y, width, height).fill('#f0f0f0')),
  }
  return writer
}

/** An empty document with its particulars; it names this program and nothing of the machine it runs on. */
export const createDocument = (particulars: { title: string; language: string; createdAt: Date }): PDFKit.PDFDocument =>
  new Pdf({
    size: [sheet.width, sheet.height],
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    // The types of the library do not know PDF/UA (ISO 14289-1) yet.
    subset: 'PDF/UA' as 'PDF/A-2a',
    tagged: true,
    displayTitle: true,
    lang: particulars.language,
    // Otherwise the library opens a Helvetica of its own, which is embedded by nobody.
    font: '',
    info: {
      Title: particulars.title,
      Producer: 'Weidun',
      Creator: 'Weidun',
      CreationDate: particulars.createdAt,
      ModDate: particulars.createdAt,
    },
  })
