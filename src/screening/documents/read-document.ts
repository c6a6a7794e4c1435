import { Worker } from 'node:worker_threads'
import { decodeText } from './decode.ts'
import { DocumentError } from './document-error.ts'
import type { Extraction } from './extract.ts'
import type { ExtractionAnswer } from './extract-worker.ts'
import { documentLimits } from './limits.ts'
import type { DocumentLimits } from './limits.ts'
import { plainDocument } from './plain-document.ts'
import { sniffText } from './sniff-text.ts'
import type { DocumentText } from './types.ts'

type Options = {
  /** Name of the file; it only helps to tell a fragment of HTML from text. */
  name?: string
  limits?: Partial<DocumentLimits>
}

/** Run from its sources the program has TypeScript here, from a package JavaScript. */
const workerFile = new URL(`./extract-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

const inThread = (extraction: Extraction): Promise<DocumentText> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, {
      workerData: extraction,
      resourceLimits: { maxOldGenerationSizeMb: extraction.limits.memoryMegabytes },
      name: 'document',
    })
    let settled = false
    const finish = (settle: () => void): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      void worker.terminate().then(settle)
    }
    const fail = (error: DocumentError): void => finish(() => reject(error))
    const timer = setTimeout(() => fail(new DocumentError('too-slow')), extraction.limits.milliseconds)
    worker.once('message', (message: ExtractionAnswer) => {
      if ('fault' in message) fail(new DocumentError(message.fault))
      else finish(() => resolve(message.document))
    })
    worker.once('error', (error: Error & { code?: string }) => {
      fail(new DocumentError(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-large' : 'broken', { cause: error }))
    })
    worker.once('exit', () => fail(new DocumentError('broken')))
  })

/**
 * Takes the text out of a document: plain text, HTML, DOCX, XLSX or PDF, told apart by content. Everything but plain
 * text is read in a thread of its own with bounded memory, which is stopped when its time is up.
 *
 * @param bytes the file; at most 20 MB unless `limits` say otherwise
 * @throws DocumentError whose message says what to do; nothing else, whatever the bytes are
 */
export const readDocument = async (bytes: Uint8Array, options: Options = {}): Promise<DocumentText> => {
  const limits = { ...documentLimits, ...options.limits }
  const name = options.name ?? ''
  if (bytes.length > limits.fileBytes) throw new DocumentError('too-large')
  if (sniffText(bytes, name) === 'text') return plainDocument(decodeText(bytes))
  return inThread({ bytes, name, limits })
}
