import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { createScreener, maskPersonalData } from '../screening/index.ts'
import type { CheckOptions, Screener } from '../screening/index.ts'
import { loadPacks } from '../screening/load-packs.ts'
import { createReport } from './check-report.ts'
import { readLines } from './lines.ts'
import { maskedLine } from './mask.ts'

/** What the command reads and writes; the process's own streams by default. */
export type CheckIo = {
  stdin: AsyncIterable<Uint8Array>
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
  /** Whether findings for people are coloured. */
  colour?: boolean
}

const usage = `用法：
  weidun check [选项] 文件...            检查文案，逐条列出命中
  weidun check --format jsonl [文件...]  每行一个 {"id","text","industry"?,"channel"?}，每行输出一个结果

选项：
  --industry 行业   例如 食品、金融理财、医美医疗；不填则从文案推断
  --channel 渠道    例如 短信、小红书、公众号
  --advertising     声明文案是广告（会检查“广告”标识）
  --mask            不检查，只把个人信息打码后输出原文（138****1234）；JSONL 每行输出 {"id","text","personal"}
  --format text|jsonl
  --help

文件写作 - 表示标准输入。退出码：0 全部通过，1 有命中，2 用法错误，或者文件、某一行无法读取。
`

/** Longest line of JSONL and longest text of a file, in UTF-16 units. */
const MAX_LINE = 2_000_000
const MAX_FILE = 20_000_000

const exitCode = { ok: 0, found: 1, misuse: 2 } as const

type Output = { write: (text: string) => Promise<void> }

/** Waits while the reader on the other side is slower than we are. */
const outputTo = (stream: NodeJS.WritableStream): Output => ({
  write: async (text) => {
    if (!stream.write(text)) await once(stream, 'drain')
  },
})

const optional = (key: keyof CheckOptions, value: unknown): CheckOptions =>
  typeof value === 'string' && value !== '' ? { [key]: value } : {}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Answer = { line: string; outcome: 'allowed' | 'found' | 'unreadable' }

const fault = (error: string): Answer => ({ line: JSON.stringify({ id: null, error }), outcome: 'unreadable' })

/** Checks one line of JSONL, or masks it. Unknown keys are ignored; what is wrong with a line is said in `error`. */
const checkLine = (screener: Screener | null, text: string, base: CheckOptions): Answer => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return fault(`not JSON: ${error instanceof Error ? error.message.slice(0, 120) : 'unreadable'}`)
  }
  if (!isRecord(value)) return fault('not an object')
  if (typeof value['text'] !== 'string') return fault('text must be a string')
  if (screener === null) return { line: maskedLine({ id: value['id'], text: value['text'] }), outcome: 'allowed' }
  const options = { ...base, ...optional('industry', value['industry']), ...optional('channel', value['channel']) }
  if (typeof value['advertising'] === 'boolean') options.advertising = value['advertising']
  const { decision, findings } = screener.check(value['text'], options)
  const outcome = decision === 'allow' ? 'allowed' : 'found'
  return { line: JSON.stringify({ id: value['id'] ?? null, decision, findings }), outcome }
}

/** Without a screener personal data is masked, and nothing is checked. */
type Run = { screener: Screener | null; files: string[]; options: CheckOptions; io: CheckIo }

const sourcesOf = ({ files, io }: Run): { name: string; chunks: AsyncIterable<Uint8Array> }[] =>
  (files.length === 0 ? ['-'] : files).map((name) =>
    name === '-' ? { name: '（标准输入）', chunks: io.stdin } : { name, chunks: createReadStream(name) },
  )

const runJsonl = async (run: Run): Promise<number> => {
  const out = outputTo(run.io.stdout)
  const outcomes = new Set<Answer['outcome']>()
  for (const { chunks } of sourcesOf(run)) {
    for await (const line of readLines(chunks, MAX_LINE)) {
      if (line.kind === 'line' && line.text.trim() === '') continue
      const answer =
        line.kind === 'line'
          ? checkLine(run.screener, line.text, run.options)
          : fault(`line longer than ${MAX_LINE} characters`)
      outcomes.add(answer.outcome)
      await out.write(`${answer.line}\n`)
    }
  }
  if (outcomes.has('found')) return exitCode.found
  // What could not be read has not been allowed.
  return outcomes.has('unreadable') ? exitCode.misuse : exitCode.ok
}

const readAll = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_FILE) throw new RangeError(`超过 ${MAX_FILE} 字`)
  }
  return text + decoder.decode()
}

const runText = async (run: Run): Promise<number> => {
  const out = outputTo(run.io.stdout)
  const report = createReport(run.io.colour ?? false)
  let found = false
  for (const { name, chunks } of sourcesOf(run)) {
    const text = await readAll(chunks)
    if (run.screener === null) {
      await out.write(maskPersonalData(text))
      continue
    }
    const result = run.screener.check(text, run.options)
    found ||= result.decision !== 'allow'
    await out.write(report(name, text, result))
  }
  return found ? exitCode.found : exitCode.ok
}

const ownIo = (): CheckIo => ({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
})

/**
 * `weidun check`: checks copy without server, database or network.
 *
 * @param argv arguments after `check`
 * @returns 0 when everything is allowed, 1 when something was found, 2 on bad use, or where a file or a line could not be read
 */
export const runCheck = async (argv: string[], io: CheckIo = ownIo()): Promise<number> => {
  const misuse = (message: string): number => {
    io.stderr.write(`${message}\n`)
    return exitCode.misuse
  }
  let parsed
  try {
    parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        industry: { type: 'string' },
        channel: { type: 'string' },
        advertising: { type: 'boolean', default: false },
        mask: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return misuse(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
  const { values, positionals } = parsed
  if (values.help) {
    io.stdout.write(usage)
    return exitCode.ok
  }
  if (values.format !== 'text' && values.format !== 'jsonl') return misuse(`不支持的格式：${values.format}\n\n${usage}`)
  if (values.format === 'text' && positionals.length === 0) return misuse(usage)
  const options: CheckOptions = {
    ...optional('industry', values.industry),
    ...optional('channel', values.channel),
    ...(values.advertising ? { advertising: true } : {}),
  }
  const screener = values.mask ? null : createScreener(await loadPacks())
  const run = { screener, files: positionals, options, io }
  try {
    return values.format === 'jsonl' ? await runJsonl(run) : await runText(run)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return exitCode.found
    return misuse(inWords(error))
  }
}

const inWords = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (!('code' in error) || !('path' in error)) return error.message
  return `无法读取文件 Cannot read the file: ${String(error.path)} (${String(error.code)})`
}
