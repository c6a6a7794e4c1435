import { type ByteSource } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

type Kind = 'xlsx' | 'json-lines' | 'json-array' | 'csv'
export type Encoding = 'utf-8' | 'gb18030'
export type Sniffed = { kind: Kind; encoding: Encoding; /** Where the text begins, behind a byte order mark. */ start: number }

const headBytes = 64 * 1024

const begins = (head: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte)

/** First bytes of what people take for a table by its name: pictures, archives, PDF, RTF, old and encrypted Office files. */
const refused = (head: Uint8Array): 'old-excel' | 'not-a-table' | 'utf-16' | null => {
  if (begins(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'old-excel'
  if (begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff)) return 'utf-16'
  const others = [[0x25, 0x50, 0x44, 0x46], [0x7b, 0x5c, 0x72, 0x74, 0x66], [0x89, 0x50, 0x4e, 0x47], [0x47, 0x49, 0x46, 0x38], [0xff, 0xd8, 0xff],
    [0x52, 0x61, 0x72, 0x21], [0x37, 0x7a, 0xbc, 0xaf], [0x1f, 0x8b], [0x7f, 0x45, 0x4c, 0x46], [0x4d, 0x5a, 0x90]]
  return others.some((other) => begins(head, ...other)) ? 'not-a-table' : null
}

/**
 * What a file is, by its bytes; its name is not asked.
 * @throws UnreadableFile
 */
export const sniffTable = async (source: ByteSource): Promise<Sniffed> => {
  if (source.size === 0) throw new UnreadableFile('empty')
  const head = await source.read(0, headBytes)
  if (begins(head, 0x50, 0x4b, 0x03, 0x04)) return { kind: 'xlsx', encoding: 'utf-8', start: 0 }
  if (begins(head, 0x50, 0x4b)) throw new UnreadableFile('not-excel')
  const other = refused(head)
  if (other !== null) throw new UnreadableFile(other)
  if (head.includes(0)) throw new UnreadableFile('not-a-table')
  const start = begins(head, 0xef, 0xbb, 0xbf) ? 3 : 0
  const first = new TextDecoder('latin1').decode(head.subarray(start, start + 512)).trimStart()
  if (/^<(?:!doctype|html|head|body|table|meta|\?xml)/i.test(first)) throw new UnreadableFile('html')
  if (first === '' && head.length === source.size) throw new UnreadableFile('empty')
  if (first.startsWith('{')) return { kind: 'json-lines', encoding: 'utf-8', start }
  if (first.startsWith('[')) return { kind: 'json-array', encoding: 'utf-8', start }
  return { kind: 'csv', encoding: start === 3 ? 'utf-8' : await encodingOf(source), start }
}

/** By the first stretch that is not ASCII: UTF-8 hardly ever comes about by chance. What is ASCII throughout is either. */
const encodingOf = async (source: ByteSource): Promise<Encoding> => {
  for (let from = 0; from < source.size; from += headBytes) {
    const part = await source.read(from, from + headBytes)
    const at = part.findIndex((byte) => byte >= 0x80)
    if (at < 0) continue
    const sample = await source.read(from + at, from + at + headBytes)
    const fits = (['utf-8', 'gb18030'] as const).find((encoding) => decodes(encoding, sample))
    if (fits === undefined) throw new UnreadableFile('encoding')
    return fits
  }
  return 'utf-8'
}

/** Whether the bytes are text of this encoding; the last sign may be cut off. A single bad sign spoils a row, not the file. */
const decodes = (encoding: Encoding, bytes: Uint8Array): boolean => {
  const text = new TextDecoder(encoding).decode(bytes, { stream: true })
  const wrong = text.split('\uFFFD').length - 1
  return wrong === 0 || (encoding === 'gb18030' && wrong * 100 < text.length)
}
