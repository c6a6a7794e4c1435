import { parentPort, workerData } from 'node:worker_threads'
import { DocumentError } from './document-error.ts'
import type { DocumentFault } from './document-error.ts'
import { extractText } from './extract.ts'
import type { Extraction } from './extract.ts'
import type { DocumentText } from './types.ts'

/** What the thread answers, once. */
export type ExtractionAnswer = { document: DocumentText } | { fault: DocumentFault }

const answer = async (): Promise<ExtractionAnswer> => {
  try {
    return { document: await extractText(workerData as Extraction) }
  } catch (error) {
    if (error instanceof DocumentError) return { fault: error.fault }
    throw error
  }
}

parentPort?.postMessage(await answer())
