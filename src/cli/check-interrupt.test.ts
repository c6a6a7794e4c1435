import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const entry = fileURLToPath(new URL('./weidun.ts', import.meta.url))

const line = `${JSON.stringify({ id: 1, text: '全网最低价，根治糖尿病。'.repeat(20) })}\n`

describe('ctrl-C (CNT-2)', () => {
  it.each([['1'], ['2']])('ends with whole lines and says how far it came, with %s jobs', async (jobs) => {
    const child = spawn(process.execPath, [entry, 'check', '--format', 'jsonl', '--jobs', jobs], { stdio: 'pipe' })
    let out = ''
    let err = ''
    child.stderr.on('data', (data) => (err += String(data)))
    child.stdin.on('error', () => undefined)
    const feed = (): void => {
      while (child.stdin.writable && child.stdin.write(line.repeat(50)));
    }
    child.stdin.on('drain', feed)
    feed()
    child.stdout.on('data', (data) => {
      if (out === '') child.kill('SIGINT')
      out += String(data)
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(130)
    expect(err).toMatch(/已中断：已输出 \d+ 行/)
    expect(out.endsWith('\n')).toBe(true)
    for (const answer of out.trim().split('\n')) expect(JSON.parse(answer)).toMatchObject({ decision: 'deny' })
  })
})
