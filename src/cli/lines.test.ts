import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBlocks } from './blocks.ts'
import { readLines } from './lines.ts'

async function* chunksOf(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

const collect = async (limit: number, ...parts: (string | Uint8Array)[]): Promise<string[]> => {
  const seen: string[] = []
  for await (const line of readLines(chunksOf(...parts), limit)) {
    seen.push(line.kind === 'line' ? `${line.number} ${line.text}` : `${line.number} (too long)`)
  }
  return seen
}

describe('lines (CNT-2)', () => {
  it('joins chunks and splits lines, with either line end', async () => {
    expect(await collect(10, 'a', 'b\r\nc', '\n\nd')).toEqual(['1 ab', '2 c', '3 ', '4 d'])
  })

  it('skips a line beyond the limit and goes on, numbers unshifted', async () => {
    const long = 'x'.repeat(40)
    expect(await collect(3, 'abcd\nef\n', 'ghij', 'klm\nno\n', long, long, '\np')).toEqual([
      '1 (too long)',
      '2 ef',
      '3 (too long)',
      '4 no',
      '5 (too long)',
      '6 p',
    ])
  })

  it('gives the same lines however the bytes arrive', async () => {
    const line = fc.stringMatching(/^[a中😀 \r]{0,6}$/u)
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat({ max: 200 })), async (lines, cuts) => {
        const bytes = Buffer.from(lines.map((one) => `${one}\n`).join(''))
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length]
        const parts = places.slice(1).map((to, index) => bytes.subarray(places[index], to))
        const expected = lines.map((one, index) => `${index + 1} ${one.replace(/\r$/, '')}`)
        expect(await collect(100, ...parts)).toEqual(expected)
      }),
    )
  })

  it('keeps nothing of a line without end', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(0x78)
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 200; index++) yield chunk
    }
    const seen = []
    for await (const block of readBlocks(endless(), 100_000)) seen.push(block)
    expect(seen).toEqual([{ kind: 'too-long', firstLine: 1 }])
  })
})
