import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCheck } from './check.ts'
import { readLines } from './lines.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weidun-check-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function* bytes(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

const run = async (argv: string[], input = ''): Promise<{ code: number; out: string; err: string }> => {
  let out = ''
  let err = ''
  const sink = (take: (text: string) => void): Writable =>
    new Writable({
      highWaterMark: 1,
      write: (chunk, _, done) => {
        take(String(chunk))
        setImmediate(done)
      },
    })
  const code = await runCheck(argv, {
    stdin: bytes(input),
    stdout: sink((text) => (out += text)),
    stderr: sink((text) => (err += text)),
  })
  return { code, out, err }
}

const parse = (out: string): unknown[] => out.trim().split('\n').map((line): unknown => JSON.parse(line))

describe('weidun check --format jsonl (CNT-2)', () => {
  it('answers every line in order; a bad one does not stop the rest', async () => {
    const lines = ['{"id":1,"text":"天气晴","unknown":true}', 'oops', '{"id":"b","text":"全网最低价"}', '{"id":3}', '[]']
    const { code, out } = await run(['--format', 'jsonl'], `${lines.join('\n')}\n`)
    expect(code).toBe(1)
    expect(parse(out)).toEqual([
      { id: 1, decision: 'allow', findings: [] },
      { id: null, error: expect.stringContaining('not JSON') },
      {
        id: 'b',
        decision: 'deny',
        findings: [expect.objectContaining({ start: 0, end: 5, category: 'absolute_term' })],
      },
      { id: null, error: expect.stringContaining('text') },
      { id: null, error: expect.stringContaining('object') },
    ])
  })

  it('does not call a line allowed that it could not read', async () => {
    const { code } = await run(['--format', 'jsonl'], '{"id":1,"text":"天气晴"}\noops\n')
    expect(code).toBe(2)
  })

  it('says in words which file it cannot read', async () => {
    const { code, err } = await run(['没有这个文件.txt'])
    expect(code).toBe(2)
    expect(err).toBe('无法读取文件 Cannot read the file: 没有这个文件.txt (ENOENT)\n')
  })

  it('reads files, trade and channel', async () => {
    const path = join(folder, 'copy.jsonl')
    await writeFile(path, '{"id":"x","text":"一次治愈","industry":"保健食品"}')
    const { out } = await run(['--format', 'jsonl', path])
    expect(out).toContain('广告法第十八条')
  })

  it('ends with 0 when everything is allowed', async () => {
    expect((await run(['--format', 'jsonl'], '{"id":1,"text":"天气晴"}')).code).toBe(0)
  })
})

describe('weidun check FILE (CNT-2)', () => {
  it('prints line, column, article and advice', async () => {
    const path = join(folder, 'copy.txt')
    await writeFile(path, '第一行没有问题\n😀这是全网最好吃的面\n')
    const { code, out } = await run([path])
    expect(code).toBe(1)
    expect(out).toContain(`${path}:2:4`)
    expect(out).toContain('广告法第九条（三）')
    expect(out).toContain('不得发布')
  })

  it('keeps control characters of the text from the terminal', async () => {
    const path = join(folder, 'escape.txt')
    await writeFile(path, '全网\u001b[31m最好吃的面')
    expect((await run([path])).out).not.toContain('\u001b')
  })

  const misuses = [[[]], [['--format', 'xml', 'a']], [['--unknown']], [['/no/such/file']]]

  it.each(misuses)('refuses bad use: %j', async (argv) => {
    const { code, err } = await run(argv)
    expect(code).toBe(2)
    expect(err).not.toBe('')
  })
})

describe('weidun check --mask (DAT-6)', () => {
  it('prints the text with personal data masked, and nothing else', async () => {
    const path = join(folder, 'letter.txt')
    await writeFile(path, '收货人：张三\n手机 138 0000 1234，全网最低价\n')
    const { code, out } = await run(['--mask', path])
    expect(code).toBe(0)
    expect(out).toBe('收货人：张*\n手机 138 **** 1234，全网最低价\n')
  })

  it('masks line by line and says what stood where, not what it was', async () => {
    const input = '{"id":7,"text":"找13800001234","note":"13800001234"}\noops\n'
    const { code, out } = await run(['--mask', '--format', 'jsonl'], input)
    expect(code).toBe(2)
    expect(parse(out)).toEqual([
      { id: 7, text: '找138****1234', personal: [{ kind: 'mobile', start: 1, end: 12, confidence: 'likely' }] },
      { id: null, error: expect.stringContaining('not JSON') },
    ])
  })
})

describe('lines', () => {
  const collect = async (limit: number, ...parts: string[]): Promise<string[]> => {
    const seen: string[] = []
    for await (const line of readLines(bytes(...parts), limit)) {
      seen.push(line.kind === 'line' ? line.text : '(too long)')
    }
    return seen
  }

  it('joins chunks and splits lines, with either line end', async () => {
    expect(await collect(10, 'a', 'b\r\nc', '\n\nd')).toEqual(['ab', 'c', '', 'd'])
  })

  it('skips a line beyond the limit and goes on', async () => {
    expect(await collect(3, 'abcd\nef\n', 'ghij', 'klm\nno')).toEqual(['(too long)', 'ef', '(too long)', 'no'])
  })
})
