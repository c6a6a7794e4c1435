import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gbk, locked, packageOf, pdfOf, sampleDocx, xlsxParts } from '../screening/documents/samples.fixture.ts'
import { runCheck } from './check.ts'

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
    const lines = ['{"id":1,"text":"今天下雨","unknown":true}', 'oops', '{"id":"b","text":"全网最低价"}', '{"id":3}', '[]']
    const { code, out } = await run(['--format', 'jsonl'], `${lines.join('\n')}\n`)
    expect(code).toBe(3)
    expect(parse(out)).toEqual([
      { id: 1, decision: 'allow', findings: [] },
      { id: null, line: 2, error: expect.stringContaining('not JSON') },
      {
        id: 'b',
        decision: 'deny',
        findings: [expect.objectContaining({ start: 0, end: 5, category: 'absolute_term' })],
      },
      { id: null, line: 4, error: expect.stringContaining('text') },
      { id: null, line: 5, error: expect.stringContaining('object') },
    ])
  })

  it('does not call a line allowed that it could not read', async () => {
    const { code } = await run(['--format', 'jsonl'], '{"id":1,"text":"今天下雨"}\noops\n')
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

  it('keeps the order of the lines when threads share the work', async () => {
    const lines = Array.from({ length: 3_000 }, (_, id) => JSON.stringify({ id, text: id % 3 === 0 ? '全网最低价' : '今天下雨' }))
    const path = join(folder, 'many.jsonl')
    await writeFile(path, `${lines.join('\n')}\noops\n${'x'.repeat(300_000)}`)
    const alone = await run(['--format', 'jsonl', '--jobs', '1', path])
    const shared = await run(['--format', 'jsonl', '--jobs', '3', path])
    expect(shared).toEqual(alone)
    expect(shared.code).toBe(3)
    expect(parse(shared.out).slice(0, 3_000).map((answer) => (answer as { id: unknown }).id)).toEqual(lines.map((_, id) => id))
    expect(shared.err).toContain('2 行无法读取')
  })

  it('ends with 0 when everything is allowed', async () => {
    expect((await run(['--format', 'jsonl'], '{"id":1,"text":"今天下雨"}')).code).toBe(0)
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

  it.each([
    ['第2段', '.docx', sampleDocx],
    ['第2页', '.pdf', async () => pdfOf([[gbk.天气晴], [gbk.根治糖尿病]])],
    ['Sheet1!A1', '.xlsx', async () => packageOf(xlsxParts('<worksheet><sheetData><row><c r="A1" t="str"><v>根治糖尿病</v></c></row></sheetData></worksheet>'))],
    [':1:6', '.html', async () => Buffer.from('<div>根<b>治</b>糖尿病')],
  ])('says where: %s of a %s', async (place, ending, make) => {
    const path = join(folder, `copy${ending}`)
    await writeFile(path, await make())
    const { code, out } = await run([path])
    expect(code).toBe(1)
    expect(out).toMatch(new RegExp(`copy\\${ending} ?${place}  不得发布  根治糖尿病`))
  })

  it('gives the same as JSON, and goes on after a file that it cannot read', async () => {
    const good = join(folder, 'good.html')
    const bad = join(folder, 'bad.pdf')
    await writeFile(good, '<p>根治糖尿病')
    await writeFile(bad, pdfOf([[gbk.天气晴]], locked))
    const { code, out, err } = await run(['--format', 'json', bad, good])
    expect(code).toBe(3)
    expect(err).toContain('文件设有密码')
    expect(JSON.parse(out)).toMatchObject({
      files: [
        { file: bad, fault: 'encrypted' },
        { file: good, format: 'html', decision: 'deny', findings: [{ place: '第1行第4列', start: 3, end: 8 }] },
      ],
    })
  })

  it('does not call a document without text allowed in words', async () => {
    const path = join(folder, 'scan.pdf')
    await writeFile(path, pdfOf([[]]))
    expect((await run([path])).out).toContain('文件里没有文字')
  })

  const misuses = [[[]], [['--format', 'xml', 'a']], [['--unknown']], [['/no/such/file']], [['--format', 'jsonl', '--jobs', '0']]]

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
      { id: null, line: 2, error: expect.stringContaining('not JSON') },
    ])
  })

  it('masks what stands in a document', async () => {
    const path = join(folder, 'letter.html')
    await writeFile(path, '<p>找1380<b>0001234</b></p>')
    expect((await run(['--mask', path])).out).toBe('找138****1234\n')
  })
})
