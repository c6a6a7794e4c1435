import { PDFiumLibrary } from '@hyzyla/pdfium'
import { DocumentError } from './document-error.ts'
import { createBudget, createGatherer } from './gatherer.ts'
import type { DocumentLimits } from './limits.ts'
import type { Passage } from './types.ts'

/** A line this long, measured by the longest of the page, was broken by the margin and not by its author. */
const FULL_LINE = 0.8

const SHORTEST_FULL_LINE = 8

const endsSentence = /[。！？；：:!?;…]["”』」）)]?$/

/**
 * Joins lines that the margin broke: Chinese knows no space between words, so nothing tells the two kinds apart but
 * length.
 */
export const joinLines = (page: string): string => {
  const lines = page.split(/\r\n?|\n/).map((line) => line.trim())
  const longest = Math.max(SHORTEST_FULL_LINE, lines.reduce((most, line) => Math.max(most, line.length), 0))
  let joined = ''
  let full = false
  for (const line of lines) {
    if (joined !== '' && !full) joined += '\n'
    else if (/[a-z0-9]$/i.test(joined) && /^[a-z0-9]/i.test(line)) joined += ' '
    joined += line
    full = line.length >= longest * FULL_LINE && !endsSentence.test(line)
  }
  return joined
}

/** PDFium says in words why a document does not open. */
const faultOf = (error: unknown): 'encrypted' | 'broken' =>
  error instanceof Error && /password|security/i.test(error.message) ? 'encrypted' : 'broken'

/**
 * Takes the text out of a PDF, one piece for each page. PDFium runs as WebAssembly, walled off from the rest of the
 * program; scripts in the document are not run. A page that is a picture has no text.
 *
 * @throws DocumentError
 */
export const pdfPassages = async (
  bytes: Uint8Array,
  limits: Pick<DocumentLimits, 'pages' | 'textUnits'>,
): Promise<Passage[]> => {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes).catch((error: unknown) => {
    throw new DocumentError(faultOf(error), { cause: error })
  })
  try {
    if (document.getPageCount() > limits.pages) throw new DocumentError('too-large')
    const gatherer = createGatherer(createBudget(limits))
    for (const page of document.pages()) gatherer.add(`第${page.number + 1}页`, joinLines(page.getText()))
    return gatherer.pieces.length === 0 ? [] : [gatherer.pieces]
  } finally {
    document.destroy()
    library.destroy()
  }
}
