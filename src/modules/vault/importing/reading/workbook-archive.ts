import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl'
import { Parser } from 'htmlparser2'
import { type ByteSource, tableLimits } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'

const mostEntries = 2_000
const deepest = 60
const sliceBytes = 64 * 1024

/** Lets yauzl read where it wants to, without the file in memory. */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource

  constructor(source: ByteSource) {
    super()
    this.#source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const source = this.#source
    return Readable.from(
      (async function* slices() {
        for (let at = start; at < end; at += sliceBytes) yield Buffer.from(await source.read(at, Math.min(end, at + sliceBytes)))
      })(),
      { objectMode: false },
    )
  }
}

export type XmlHandler = {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void
  text: (data: string) => void
  close: (name: string) => void
}

export type WorkbookArchive = {
  has: (name: string) => boolean
  /** Reads a part through the handler, a piece each time the iterator is asked; it may be left before the end. */
  parse: (name: string, handler: XmlHandler) => AsyncGenerator<void, void>
  /** How much of a part was read, of what the file says that it has: 0 to 1. */
  share: (name: string) => number
  /** Reads a part to its end. */
  parseAll: (name: string, handler: XmlHandler) => Promise<void>
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * The parts of a workbook, read in pieces. What comes out is counted; a file that swells beyond reason is stopped, whatever
 * sizes it states. XML with a document type is refused, so that no entity of the file's own is expanded.
 * @throws UnreadableFile
 */
export const openWorkbookArchive = async (source: ByteSource): Promise<WorkbookArchive> => {
  const entries = new Map<string, Entry>()
  const zip: ZipFile = await fromRandomAccessReaderPromise(new SourceReader(source), source.size, { lazyEntries: true, autoClose: false })
  if (zip.entryCount > mostEntries) throw new UnreadableFile('not-excel')
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new UnreadableFile('old-excel')
    entries.set(entry.fileName, entry)
  }
  let unpacked = 0
  const read = new Map<string, number>()
  const count = (bytes: number): void => {
    unpacked += bytes
    const swollen = unpacked > tableLimits.swellBytes && unpacked > source.size * tableLimits.swell
    if (swollen || unpacked > tableLimits.unpackedBytes) throw new UnreadableFile('swells')
  }

  async function* parse(name: string, handler: XmlHandler): AsyncGenerator<void, void> {
    const entry = entries.get(name)
    if (entry === undefined) throw new UnreadableFile('broken')
    let depth = 0
    read.set(name, 0)
    const parser = new Parser(
      {
        onopentag: (tag, attributes) => {
          depth += 1
          if (depth > deepest) throw new UnreadableFile('broken')
          handler.open(localName(tag), attributes)
        },
        ontext: (data) => handler.text(data),
        onclosetag: (tag) => {
          depth -= 1
          handler.close(localName(tag))
        },
        onprocessinginstruction: (instruction) => {
          if (instruction.toLowerCase().startsWith('!doctype')) throw new UnreadableFile('broken')
        },
      },
      { xmlMode: true, decodeEntities: true },
    )
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let sum = 0
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      if (!(piece instanceof Uint8Array)) throw new UnreadableFile('broken')
      count(piece.length)
      sum = crc32(piece, sum)
      read.set(name, (read.get(name) ?? 0) + piece.length)
      parser.write(decoder.decode(piece, { stream: true }))
      yield
    }
    parser.write(decoder.decode())
    // yauzl compares no check sums; a bit that tipped over in a number is a wrong number.
    if (depth > 0 || sum !== entry.crc32) throw new UnreadableFile('broken')
    parser.end()
  }

  return {
    has: (name) => entries.has(name),
    parse,
    share: (name) => Math.min(1, (read.get(name) ?? 0) / Math.max(1, entries.get(name)?.uncompressedSize ?? 1)),
    parseAll: async (name, handler) => {
      for await (const _ of parse(name, handler));
    },
  }
}
