/**
 * Whole lines as they came in, with the number of the first one; or one line that was longer than allowed and is
 * skipped.
 */
export type Block = { kind: 'lines'; bytes: Uint8Array; firstLine: number } | { kind: 'too-long'; firstLine: number }

const NEWLINE = 0x0a

const countLines = (bytes: Uint8Array): number => {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++
  return lines
}

/**
 * Cuts a byte stream into blocks of whole lines, one block for each chunk that ends a line, so that nothing waits for
 * more input than it needs. Of a line longer than `limit` bytes nothing is kept: memory stays within `limit` and one
 * chunk.
 */
export async function* readBlocks(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Block> {
  let parts: Uint8Array[] = []
  let waiting = 0
  let skipping = false
  let firstLine = 1
  const drop = (): void => {
    parts = []
    waiting = 0
  }
  const keep = (bytes: Uint8Array): void => {
    if (skipping || bytes.length === 0) return
    parts.push(bytes)
    waiting += bytes.length
    if (waiting <= limit) return
    skipping = true
    drop()
  }
  for await (const chunk of chunks) {
    let from = 0
    if (skipping) {
      const end = chunk.indexOf(NEWLINE)
      if (end < 0) continue
      yield { kind: 'too-long', firstLine }
      firstLine++
      skipping = false
      from = end + 1
    }
    const to = chunk.lastIndexOf(NEWLINE) + 1
    if (to > from) {
      const bytes = Buffer.concat([...parts, chunk.subarray(from, to)])
      drop()
      yield { kind: 'lines', bytes, firstLine }
      firstLine += countLines(bytes)
      from = to
    }
    keep(chunk.subarray(from))
  }
  if (skipping) yield { kind: 'too-long', firstLine }
  else if (parts.length > 0) yield { kind: 'lines', bytes: Buffer.concat(parts), firstLine }
}
