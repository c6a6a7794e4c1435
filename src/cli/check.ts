import { createReadStream } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { CheckOptions } from '../screening/index.ts'
import type { CheckIo } from './check-io.ts'
import { exitCode, ownIo } from './check-io.ts'

const usage = `用法：
  weidun check [选项] 文件...            检查文案，逐条列出命中：纯文本、HTML、DOCX、XLSX、PDF
  weidun check --format jsonl [文件...]  每行一个 {"id","text","industry"?,"channel"?}，每行输出一个结果

选项：
  --industry 行业   例如 食品、金融理财、医美医疗；不填则从文案推断
  --channel 渠道    例如 短信、小红书、公众号
  --advertising     声明文案是广告（会检查“广告”标识）
  --mask            不检查，只把个人信息打码后输出原文（138****1234）；JSONL 每行输出 {"id","text","personal"}
  --format text|json|jsonl
  --jobs 数量       逐行检查时同时使用的线程数，不填则由程序决定
  --help

文件写作 - 表示标准输入。退出码：0 全部通过，1 有命中，2 用法错误，或者文件、某一行无法读取，3 既有命中又有无法读取的，130 被中断。
`

const MAX_JOBS = 64

/** Larger pieces than the default of 64 KiB: each is one message to a thread. */
const READ_AT_ONCE = 256 * 1024

const optional = (key: keyof CheckOptions, value: string | undefined): CheckOptions =>
  value === undefined || value === '' ? {} : { [key]: value }

const sourcesOf = (files: readonly string[], { stdin, signal }: CheckIo): AsyncIterable<Uint8Array>[] =>
  (files.length === 0 ? ['-'] : files).map((name) =>
    name === '-'
      ? stdin
      : createReadStream(name, { highWaterMark: READ_AT_ONCE, ...(signal === undefined ? {} : { signal }) }),
  )

const parse = (argv: string[]) =>
  parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      industry: { type: 'string' },
      channel: { type: 'string' },
      advertising: { type: 'boolean', default: false },
      jobs: { type: 'string' },
      mask: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })

const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (!('code' in error) || !('path' in error)) return error.message
  return `无法读取文件 Cannot read the file: ${String(error.path)} (${String(error.code)})`
}

/**
 * `weidun check`: checks copy without server, database or network.
 *
 * @param argv arguments after `check`
 * @returns 0 when everything is allowed, 1 when something was found, 2 on bad use or where a file or a line could not
 *   be
 *   read, 3 for both of the last two, 130 when interrupted
 */
export const runCheck = async (argv: string[], io: CheckIo = ownIo()): Promise<number> => {
  const misuse = (message: string): number => {
    io.stderr.write(`${message}\n`)
    return exitCode.misuse
  }
  let parsed
  try {
    parsed = parse(argv)
  } catch (error) {
    return misuse(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
  const { values, positionals } = parsed
  const { format } = values
  if (values.help) {
    io.stdout.write(usage)
    return exitCode.ok
  }
  if (format !== 'text' && format !== 'json' && format !== 'jsonl') return misuse(`不支持的格式：${format}\n\n${usage}`)
  if (format !== 'jsonl' && positionals.length === 0) return misuse(usage)
  if (format === 'json' && values.mask) return misuse(`--mask 不能与 --format json 一起使用\n\n${usage}`)
  const { mask } = values
  const jobs = values.jobs === undefined ? undefined : Number(values.jobs)
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs >= 1 && jobs <= MAX_JOBS)) {
    return misuse(`--jobs 须是 1 到 ${MAX_JOBS} 的整数\n\n${usage}`)
  }
  const options: CheckOptions = {
    ...optional('industry', values.industry),
    ...optional('channel', values.channel),
    ...(values.advertising ? { advertising: true } : {}),
  }
  try {
    // Each way is loaded when it is asked for: lines do not wait for the readers of documents.
    if (format !== 'jsonl') {
      const { checkFiles, maskFiles } = await import('./check-files.ts')
      if (mask) return await maskFiles({ files: positionals, io })
      return await checkFiles({ files: positionals, options, format, io })
    }
    const { checkStream } = await import('./check-stream.ts')
    const cores = Math.min(availableParallelism(), MAX_JOBS)
    return await checkStream({ sources: sourcesOf(positionals, io), task: { options, mask }, jobs, cores, io })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return exitCode.found
    return misuse(inWords(error))
  }
}
