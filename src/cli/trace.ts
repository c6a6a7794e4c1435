import { createReadStream } from 'node:fs'
import type { OutputOf } from '../client.ts'
import type { Operations } from '../main.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import { shanghaiTime } from '../kernel/shanghai-time.ts'
import { answerOf } from './operation-answer.ts'

type Traced = OutputOf<Operations, 'vault.trace-leak'>

const mostBytes = 10 * 1024 * 1024

/**
 * Names the export that a leaked file was made from.
 * @returns exit code: 0 named, 1 not enough evidence or refused, 2 bad use
 */
export const trace = async (args: readonly string[]): Promise<number> => {
  const [file] = args
  if (file === undefined || args.length !== 1 || file.startsWith('-')) {
    process.stderr.write('weidun trace FILE\n')
    return 2
  }
  const traced = await answerOf<Traced>('vault.trace-leak', { base64: (await bytesOf(file)).toString('base64') })
  if (traced === undefined) return 1
  process.stdout.write(inWords(traced))
  return traced.verdict === 'named' ? 0 : 1
}

const tooLarge = (file: string): OperatorError =>
  new OperatorError(
    `文件超过 10 MB。几百行就够了，请先截取一部分再追查，例如：head -n 1000 ${file} > part.csv；工作簿请另存为较小的文件。\n` +
      `The file has more than 10 MB. A few hundred rows are enough: cut it down first, for instance by head -n 1000 ${file} > part.csv; save a smaller workbook.`,
  )

/** No more than the limit is ever read: what is no file, such as a pipe, has no size that could be asked. */
const bytesOf = async (file: string): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of createReadStream(file, { end: mostBytes })) {
      parts.push(part as Uint8Array)
      size += (part as Uint8Array).length
      if (size > mostBytes) break
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new OperatorError(`无法读取文件 Cannot read the file: ${file} (${code})`, { cause: error })
  }
  if (size > mostBytes) throw tooLarge(file)
  return Buffer.concat(parts)
}

const time = (iso: string): string => shanghaiTime(new Date(iso))

const inWords = ({ verdict, rows, compared, named, alike }: Traced): string => {
  const read = `${rows} 行，与 ${compared} 次导出比对 / ${rows} rows, compared with ${compared} exports\n`
  if (verdict === 'not-enough') {
    const held = alike.map((one) => `  ${one.askedBy.name} ${time(one.askedAt)}: ${one.held}\n`).join('')
    const shared = held === '' ? '' : `客户有重合，不能作为依据 / the same customers, which is no evidence:\n${held}`
    return `${read}证据不足，不能认定 / the evidence is not enough to name an export\n${shared}`
  }
  const lines = named.map(
    (one) =>
      `出自 ${one.askedBy.name} ${time(one.askedAt)} 的导出 / made from the export by ${one.askedBy.name} at ${time(one.askedAt)}\n` +
      `  ${one.id}\n` +
      `  认错的可能不超过 10^-${one.certainty} / a chance of an error of at most 10^-${one.certainty}\n` +
      `  下载 downloads: ${one.downloads.map(time).join(', ') || '-'}\n` +
      one.marks.map(({ name, agreed, trials }) => `  ${name}: ${agreed}/${trials}\n`).join(''),
  )
  return read + lines.join('')
}
