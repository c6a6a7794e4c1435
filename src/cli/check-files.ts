import { readFile, stat } from 'node:fs/promises'
import type { CheckedDocument, DocumentText } from '../screening/documents/index.ts'
import { checkDocument, DocumentError, documentLimits, readDocument } from '../screening/documents/index.ts'
import { createScreener, maskPersonalData } from '../screening/index.ts'
import type { CheckOptions } from '../screening/index.ts'
import { loadPacks } from '../screening/load-packs.ts'
import type { CheckIo } from './check-io.ts'
import { exitCodeOf, writeTo } from './check-io.ts'
import { createReport } from './check-report.ts'

export type FilesRun = { files: readonly string[]; options: CheckOptions; format: 'text' | 'json'; io: CheckIo }

const readStream = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > documentLimits.fileBytes) throw new DocumentError('too-large')
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}

const readBounded = async (path: string): Promise<Uint8Array> => {
  if ((await stat(path)).size > documentLimits.fileBytes) throw new DocumentError('too-large')
  return readFile(path)
}

/** Why a file could not be read, in both languages. */
const inWords = (error: unknown, name: string): string => {
  if (error instanceof DocumentError) return `${name}：${error.message}\n  ${error.english}`
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    return `无法读取文件 Cannot read the file: ${name} (${String(error.code)})`
  }
  throw error
}

type Readable = { name: string; document: DocumentText }

type Unreadable = { name: string; problem: string; fault: string }

const readOne = async (path: string, io: CheckIo): Promise<Readable | Unreadable> => {
  const name = path === '-' ? '（标准输入）' : path
  try {
    const bytes = path === '-' ? await readStream(io.stdin) : await readBounded(path)
    return { name, document: await readDocument(bytes, { name: path }) }
  } catch (error) {
    return { name, problem: inWords(error, name), fault: error instanceof DocumentError ? error.fault : 'unreadable' }
  }
}

type Result = { file: string } & (CheckedDocument | { error: string; fault: string })

/**
 * Checks files of any kind that can be read, one after the other. A file that cannot be read is reported and does not
 * stop the rest.
 *
 * @returns the exit code
 */
export const checkFiles = async ({ files, options, format, io }: FilesRun): Promise<number> => {
  const screener = createScreener(await loadPacks())
  const report = createReport(io.colour ?? false)
  const total = { found: 0, unreadable: 0 }
  const results: Result[] = []
  for (const path of files) {
    const one = await readOne(path, io)
    if ('problem' in one) {
      total.unreadable++
      results.push({ file: one.name, error: one.problem, fault: one.fault })
      io.stderr.write(`${one.problem}\n`)
      continue
    }
    const checked = checkDocument(screener, one.document, options)
    if (checked.decision !== 'allow') total.found++
    if (format === 'json') results.push({ file: one.name, ...checked })
    else await writeTo(io.stdout, report(one.name, checked))
  }
  if (format === 'json') await writeTo(io.stdout, `${JSON.stringify({ files: results }, null, 2)}\n`)
  return exitCodeOf(total)
}

/**
 * Writes the text of files with personal data masked; nothing is checked. Of a document, the text of its pieces is
 * written, each on a line.
 *
 * @returns the exit code
 */
export const maskFiles = async ({ files, io }: Pick<FilesRun, 'files' | 'io'>): Promise<number> => {
  let unreadable = 0
  for (const path of files) {
    const one = await readOne(path, io)
    if ('problem' in one) {
      unreadable++
      io.stderr.write(`${one.problem}\n`)
      continue
    }
    const { format, source, passages } = one.document
    const isPlain = format === 'text' && source !== undefined
    const text = isPlain ? source : passages.flatMap((passage) => passage.map((piece) => `${piece.text}\n`)).join('')
    await writeTo(io.stdout, maskPersonalData(text))
  }
  return exitCodeOf({ found: 0, unreadable })
}
