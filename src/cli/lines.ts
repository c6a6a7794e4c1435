import type { Block } from './blocks.ts'
import { readBlocks } from './blocks.ts'

/** A line of input with its number from 1, or the news that it was longer than allowed and is skipped. */
export type Line = { kind: 'line'; number: number; text: string } | { kind: 'too-long'; number: number }

/** A UTF-16 unit takes at most three bytes of UTF-8. */
const BYTES_PER_UNIT = 3

/** Bytes beyond which a line surely has more than `units` UTF-16 units. */
export const bytesFor = (units: number): number => units * BYTES_PER_UNIT + 3

/** Decodes a block. LF and CRLF end a line; a byte order mark is dropped. */
export function* linesOf(block: Block, limit: number): Generator<Line> {
  if (block.kind === 'too-long') {
    yield { kind: 'too-long', number: block.firstLine }
    return
  }
  const text = new TextDecoder('utf-8').decode(block.bytes)
  let number = block.firstLine
  for (let from = 0; from < text.length; number++) {
    const newline = text.indexOf('\n', from)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end)
    yield line.length > limit ? { kind: 'too-long', number } : { kind: 'line', number, text: line }
    from = end + 1
  }
}

/**
 * Splits a byte stream into lines with bounded memory: of a line longer than `limit` UTF-16 units nothing is kept.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  for await (const block of readBlocks(chunks, bytesFor(limit))) yield* linesOf(block, limit)
}
