/** A line of input, or the news that it was longer than allowed and is skipped. */
export type Line = { kind: 'line'; text: string } | { kind: 'too-long' }

/**
 * Splits a byte stream into lines with bounded memory: of a line longer than `limit` UTF-16 units nothing is kept.
 * LF and CRLF end a line; a byte order mark at the start is dropped.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let skipping = false
  const close = (text: string): Line => {
    const tooLong = skipping
    skipping = false
    if (tooLong) return { kind: 'too-long' }
    return { kind: 'line', text: text.endsWith('\r') ? text.slice(0, -1) : text }
  }
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const tail = text.slice(from, end)
      if (rest.length + tail.length > limit) skipping = true
      yield close(rest + tail)
      rest = ''
      from = end + 1
    }
    if (!skipping) rest += text.slice(from)
    if (rest.length > limit) {
      skipping = true
      rest = ''
    }
  }
  rest += decoder.decode()
  if (rest !== '' || skipping) yield close(rest)
}
