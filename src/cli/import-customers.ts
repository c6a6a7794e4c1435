import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { OutputOf } from '../client.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import type { Operations } from '../main.ts'
import { type Answer, callServer } from './call-server.ts'
import { ask } from './terminal.ts'

const usage = `weidun import-customers FILE --source KIND --source-detail TEXT --basis KIND --evidence TEXT --evidence-at TIME
weidun import-customers --resume ID [FILE]

  --source          form | store | phone | online-shop | event | partner | other
  --source-detail   哪张表单、哪家门店，不写个人信息 which form or shop; no personal data
  --basis           consent | contract | legal-duty
  --evidence        依据的凭证 where the right to keep them can be looked up
  --evidence-at     取得时间 when it was obtained: 2026-05-01T10:00+08:00
  --separate        已取得单独同意 there is a separate consent for sensitive data
  --guardian        已取得监护人同意 guardians of those under 14 have consented
  --duplicates      fill (default) | overwrite | skip | refuse
  --columns         逐列指定内容，- 为不导入 what each column holds, - for none: name,mobile,-
  --yes             检查后直接导入 do not ask after the check
`

type View = OutputOf<Operations, 'vault.view-import'>
type Named = Operations['name']

const options = {
  source: { type: 'string' },
  'source-detail': { type: 'string' },
  basis: { type: 'string' },
  evidence: { type: 'string' },
  'evidence-at': { type: 'string' },
  separate: { type: 'boolean', default: false },
  guardian: { type: 'boolean', default: false },
  duplicates: { type: 'string', default: 'fill' },
  columns: { type: 'string' },
  resume: { type: 'string' },
  yes: { type: 'boolean', default: false },
} as const

const lookMs = 500
/** Tries of a call while the server restarts, and what lies between them. */
const [tries, againMs] = [30, 2_000]

/** The server refused; what it said was printed. */
class Refused extends OperatorError {}

const call = async <Name extends Named>(name: Name, input: unknown): Promise<OutputOf<Operations, Name>> => {
  const { status, body } = await answered(name, input)
  if (status === 200) return body as OutputOf<Operations, Name>
  const { detail, title } = (body ?? {}) as { detail?: string; title?: string }
  throw new Refused(detail ?? title ?? `HTTP ${status}`)
}

/** A server that restarts is waited for: every call here may be made again. */
const answered = async (name: string, input: unknown): Promise<Answer> => {
  for (let at = 1; ; at += 1) {
    try {
      const answer = await callServer(name, input)
      if (answer.status !== 503 || at === tries) return answer
    } catch (error) {
      if (at === tries) throw error
    }
    await delay(againMs)
  }
}

/**
 * Imports a file: upload, check, confirmation, writing. Interrupted anywhere, `--resume` goes on from there.
 * @returns exit code: 0 done, 1 refused or not confirmed, 2 bad use
 */
export const importCustomers = async (args: readonly string[]): Promise<number> => {
  const parsed = readArguments(args)
  if (parsed === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const { values, file } = parsed
  const id = values.resume ?? (await begin(file ?? '', values))
  process.stderr.write(`导入编号 Import: ${id}\n`)
  let view = await call('vault.view-import', { id })
  if (view.state === 'uploading') {
    if (file === undefined) throw new OperatorError('上传尚未完成，请在命令中给出同一个文件。The upload is not complete: name the same file again.')
    await upload(id, file, view)
    await call('vault.close-import-upload', { id })
    view = await call('vault.view-import', { id })
  }
  if (view.state === 'uploaded') {
    const columns = columnsFrom(values.columns, view)
    process.stderr.write(`${(view.headings ?? []).map((heading, at) => `  ${heading} -> ${columns[at] ?? '-'}\n`).join('')}`)
    await call('vault.check-import', { id, columns })
  }
  view = await until(id, ['checked', 'running'])
  if (view.state === 'checked') {
    tell(view)
    if (view.counts.ready === 0) return 1
    if (!values.yes && !/^(y|yes|是)$/i.test(await ask(`导入 ${view.counts.ready} 行？Write these rows? (y/N) `))) return 1
    await call('vault.confirm-import', { id, ready: view.counts.ready })
  }
  view = await until(id, [])
  process.stdout.write(`${JSON.stringify({ id, state: view.state, ...view.counts })}\n`)
  return view.state === 'done' ? 0 : 1
}

type Values = NonNullable<ReturnType<typeof readArguments>>['values']

const readArguments = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    if (positionals.length > 1 || (values.resume === undefined && positionals.length === 0)) return undefined
    return { values, file: positionals[0] }
  } catch {
    return undefined
  }
}

const begin = async (path: string, values: Values): Promise<string> => {
  const file = await open(path)
  const { size } = await file.stat().finally(() => file.close())
  const { id } = await call('vault.begin-import', {
    fileName: basename(path),
    size,
    source: { kind: values.source, detail: values['source-detail'] },
    consent: { basis: values.basis, evidence: values.evidence, at: values['evidence-at'], separate: values.separate, guardian: values.guardian },
    duplicates: values.duplicates,
  })
  return id
}

const partBytes = 4 * 1024 * 1024

const upload = async (id: string, path: string, { size, received }: View): Promise<void> => {
  const file = await open(path)
  try {
    if ((await file.stat()).size !== size) throw new OperatorError('文件与开始时不同，请用原来的文件继续。The file is another one than at the beginning.')
    for (let offset = received; offset < size; ) {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(partBytes), position: offset })
      if (bytesRead === 0) throw new OperatorError('文件在上传时变短了。The file became shorter while it was read.')
      // A part whose answer was lost has arrived: the server says where to go on.
      offset = await call('vault.store-import-part', { id, offset, base64: buffer.subarray(0, bytesRead).toString('base64') }).then(
        (answer) => answer.received,
        async (error: unknown) => {
          const { received: there } = await call('vault.view-import', { id })
          if (there === offset) throw error
          return there
        },
      )
      progress('上传 Uploading', Math.floor((offset / size) * 1000))
    }
  } finally {
    await file.close()
  }
}

const columnsFrom = (text: string | undefined, { guess }: View) =>
  text === undefined ? (guess ?? []) : text.split(',').map((kind) => (kind.trim() === '-' ? null : kind.trim()))

const progress = (what: string, permille: number): void => {
  process.stderr.write(`\r${what} ${(permille / 10).toFixed(1)}%   ${permille === 1000 ? '\n' : ''}`)
}

/** Waits until the import stands in one of these states, or is over. */
const until = async (id: string, states: readonly View['state'][]): Promise<View> => {
  for (;;) {
    const view = await call('vault.view-import', { id })
    if (view.state === 'checking') progress('检查 Checking', view.permille)
    if (view.state === 'running' || view.state === 'done') progress('导入 Writing', view.permille)
    if (states.includes(view.state)) return view
    if (view.endedAt !== null) {
      if (view.why !== null) process.stderr.write(`\n${view.why}\n`)
      return view
    }
    await delay(lookMs)
  }
}

const tell = ({ counts, faultKinds }: View): void => {
  process.stderr.write(
    `\n读到 Read ${counts.read}，可导入 ready ${counts.ready}，有误 faulty ${counts.faulty}，文件内重复 twice ${counts.twiceInFile}，已有 known ${counts.knownAlready}\n`,
  )
  for (const { wrong, todo, count, firstRow } of faultKinds) process.stderr.write(`  ${count} × ${wrong} (${firstRow}): ${todo}\n`)
}
