import { say, type Sentence } from '../sentence.ts'
import { facesFor } from './faces.ts'
import { breakLines } from './line-breaking.ts'
import { checkModel, mapTexts, type DocumentModel } from './model.ts'
import { createDocument, createWriter, sheet, styles, textWidth, type Part, type Style, type Writer } from './page.ts'
import { createShower, normalised } from './showable-text.ts'
import { writeFacts, writeTable } from './table.ts'

const pageNumber: Sentence = { zh: '第 {page} 页，共 {pages} 页', en: 'Page {page} of {pages}' }

const lackingNote: Sentence = {
  zh: '注：“〓”处的字不在本文件的字库中，请以系统中的记录为准；依次为 {codes}。',
  en: 'Note: 〓 stands for characters that the font of this document lacks: {codes}, in this order. See the record for them.',
}

/** Code points that the note names; there are hardly ever more than two. */
const MOST_CODES = 40

const codesOf = (lacking: ReadonlySet<number>): string => {
  const named = [...lacking].slice(0, MOST_CODES).map((codePoint) => `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`)
  return named.join('、') + (lacking.size > MOST_CODES ? '……' : '')
}

type Placing = { style: Style; part: Part; centred?: boolean; before?: number; after?: number }

/** Writes a text over as many lines and pages as it needs. */
const writeText = (writer: Writer, text: string, { style, part, centred = false, before = 0, after = 0 }: Placing): void => {
  if (writer.y > sheet.top) writer.y += before
  for (const line of breakLines(text, textWidth, writer.measure(style))) {
    writer.ensure(style.leading)
    const x = sheet.side + (centred ? (textWidth - writer.widthOf(line, style)) / 2 : 0)
    writer.line(line, { x, y: writer.y, style, part })
    writer.y += style.leading
  }
  writer.y += after
}

const writeSections = (writer: Writer, { sections }: DocumentModel): void => {
  for (const { heading, paragraphs = [], table } of sections) {
    // A heading stays with what follows it.
    writer.ensure(16 + styles.heading.leading + 4 + 3 * styles.body.leading)
    writeText(writer, heading, { style: styles.heading, part: writer.open('H2'), before: 16, after: 4 })
    for (const paragraph of paragraphs) writeText(writer, paragraph, { style: styles.body, part: writer.open('P'), after: 5 })
    if (table !== undefined) writeTable(writer, table)
  }
}

/** Writes footer and page number below every page; they are no part of what is read aloud. */
const writeFooters = (writer: Writer, { footer = '', language }: DocumentModel): void => {
  const style = styles.small
  const pages = writer.document.bufferedPageRange().count
  const top = sheet.height - sheet.bottom + 18
  for (let page = 0; page < pages; page += 1) {
    writer.document.switchToPage(page)
    const number = say(pageNumber, language, { page: page + 1, pages })
    const width = writer.widthOf(number, style)
    writer.rule(sheet.side, top - 4, textWidth)
    writer.line(number, { x: sheet.side + textWidth - width, y: top, style, part: 'decoration' })
    for (const [at, line] of breakLines(footer, textWidth - width - 24, writer.measure(style)).entries()) {
      writer.line(line, { x: sheet.side, y: top + at * style.leading, style, part: 'decoration' })
    }
  }
}

const bytesOf = async (document: PDFKit.PDFDocument): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  document.end()
  for await (const part of document) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

/**
 * Makes a PDF (A4, PDF 1.7, tagged) of a short business document. Text can be selected and searched; fonts are embedded
 * as far as they are used; the same model gives the same bytes. A character that no font of ours has is shown as 〓, and a
 * note at the end names it.
 *
 * It occupies the thread for some hundredths of a second a page: call it in a job or in `prepare`, not in a transaction.
 * @throws DocumentModelError where the model breaks a bound
 */
export const renderPdf = async (model: DocumentModel): Promise<Uint8Array> => {
  checkModel(model)
  const texts: string[] = []
  const clean = mapTexts(model, (text) => {
    const shown = normalised(text)
    texts.push(shown)
    return shown
  })
  const faces = await facesFor(texts.join('\n'))
  const { show, lacking } = createShower(faces)
  const shown = mapTexts(clean, show)

  const document = createDocument({
    title: clean.title,
    language: model.language === 'zh' ? 'zh-CN' : 'en',
    createdAt: model.createdAt,
  })
  const writer = createWriter(document, faces)
  writeText(writer, shown.title, { style: styles.title, part: writer.open('H1'), centred: true, after: 4 })
  if (shown.subtitle !== undefined) writeText(writer, shown.subtitle, { style: styles.subtitle, part: writer.open('P'), centred: true })
  writer.y += 16
  if (shown.facts.length > 0) writeFacts(writer, shown.facts)
  writeSections(writer, shown)
  if (lacking.size > 0) {
    const note = say(lackingNote, model.language, { codes: codesOf(lacking) })
    writeText(writer, note, { style: styles.small, part: writer.open('P'), before: 16 })
  }
  writeFooters(writer, shown)
  return bytesOf(document)
}
