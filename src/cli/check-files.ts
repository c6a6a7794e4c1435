import { readFile, stat } from 'node:fs/promises'
import type { CheckedDocument } from '../screening/documents/index.ts'
import { checkDocument, DocumentError, documentLimits, readDocument } from '../screening/documents/index.ts'
import { createScreener } from '../screening/index.ts'
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

type Outcome = { name: string; checked: CheckedDocument } | { name: string; problem: string; fault: string }

/**
 * Checks files of any kind that can be read, one after the other. A file that cannot be read is reported and does not stop
 * the rest.
 *
 * @returns the exit code
 */
export const checkFiles = async ({ files, options, format, io }: FilesRun): Promise<number> => {
  const screener = createScreener(await loadPacks())
  const check = async (path: string): Promise<Outcome> => {
    const name = path === '-' ? '（标准输入）' : path
    try {
      const bytes = path === '-' ? await readStream(io.stdin) : await readBounded(path)
      return { name, checked: checkDocument(screener, await readDocument(bytes, { name: path }), options) }
    } catch (error) {
      const fault = error instanceof DocumentError ? error.fault : 'unreadable'
      return { name, problem: inWords(error, name), fault }
    }
  }
  const report = createReport(io.colour ?? false)
  const total = { found: 0, unreadable: 0 }
  const results: unknown[] = []
  for (const path of files) {
    const outcome = await check(path)
    if ('problem' in outcome) {
      total.unreadable++
      results.push({ file: outcome.name, error: outcome.problem, fault: outcome.fault })
      io.stderr.write(`${outcome.problem}\n`)
      continue
    }
    if (outcome.checked.decision !== 'allow') total.found++
    if (format === 'json') results.push({ file: outcome.name, ...outcome.checked })
    else await writeTo(io.stdout, report(outcome.name, outcome.checked))
  }
  if (format === 'json') await writeTo(io.stdout, `${JSON.stringify({ files: results }, null, 2)}\n`)
  return exitCodeOf(total)
}
