import { decodeText } from './decode.ts'
import { DocumentError } from './document-error.ts'
import type { DocumentLimits } from './limits.ts'
import { plainDocument } from './plain-document.ts'
import { sniffDocument } from './sniff-document.ts'
import type { DocumentFormat, DocumentText } from './types.ts'

export type Extraction = { bytes: Uint8Array; name: string; limits: DocumentLimits }

type Reader = (bytes: Uint8Array, limits: DocumentLimits) => Promise<DocumentText>

/** Each format's parser is loaded when it is needed. */
const readers: Readonly<Record<Exclude<DocumentFormat, 'text'>, Reader>> = {
  html: async (bytes, limits) => {
    const { htmlPieces } = await import('./html.ts')
    const source = decodeText(bytes)
    const pieces = htmlPieces(source, limits)
    return { format: 'html', source, passages: pieces.length === 0 ? [] : [pieces] }
  },
  docx: async (bytes, limits) => {
    const [{ openArchive }, { docxPassages }] = await Promise.all([import('./archive.ts'), import('./docx.ts')])
    return { format: 'docx', passages: await docxPassages(await openArchive(bytes, limits), limits) }
  },
  xlsx: async (bytes, limits) => {
    const [{ openArchive }, { xlsxPassages }] = await Promise.all([import('./archive.ts'), import('./xlsx.ts')])
    return { format: 'xlsx', passages: await xlsxPassages(await openArchive(bytes, limits), limits) }
  },
  pdf: async (bytes, limits) => {
    const { pdfPassages } = await import('./pdf.ts')
    return { format: 'pdf', passages: await pdfPassages(bytes, limits) }
  },
}

/**
 * Takes the text out of a document in this very thread. `readDocument` does the same in a thread that can be stopped.
 *
 * @throws DocumentError; whatever else a parser throws on hostile input counts as `broken`
 */
export const extractText = async ({ bytes, name, limits }: Extraction): Promise<DocumentText> => {
  if (bytes.length > limits.fileBytes) throw new DocumentError('too-large')
  try {
    const format = await sniffDocument(bytes, name)
    return format === 'text' ? plainDocument(decodeText(bytes)) : await readers[format](bytes, limits)
  } catch (error) {
    throw error instanceof DocumentError ? error : new DocumentError('broken', { cause: error })
  }
}
