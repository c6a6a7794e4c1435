import { TextDecoder } from 'node:util'
import { fromBufferPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { DocumentError } from './document-error.ts'
import type { DocumentLimits } from './limits.ts'

/** The parts of an Office document. */
export type Archive = {
  names: readonly string[]
  /** Hands the text of a part to `onText`, chunk by chunk; answers false where there is no such part. */
  read: (name: string, onText: (text: string) => void) => Promise<boolean>
}

/** Parts of Office documents are UTF-8 or, rarely, UTF-16 with a byte order mark (ECMA-376 part 2, 8.1.4). */
const decoderOf = (head: Uint8Array): TextDecoder => {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be')
  return new TextDecoder('utf-8')
}

const listEntries = async (zip: ZipFile, most: number): Promise<Map<string, Entry>> => {
  const entries = new Map<string, Entry>()
  if (zip.entryCount > most) throw new DocumentError('too-large')
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new DocumentError('encrypted')
    entries.set(entry.fileName, entry)
  }
  return entries
}

/**
 * Opens the archive of an Office document. What is unpacked is counted while it comes out and stopped at the limit, so
 * that a small file which swells to gigabytes costs no more than the limit. Sizes that the file states are not
 * believed.
 *
 * @throws DocumentError `broken`, `encrypted` or `too-large`
 */
export const openArchive = async (
  bytes: Uint8Array,
  limits: Pick<DocumentLimits, 'unpackedBytes' | 'archiveEntries'>,
): Promise<Archive> => {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
    lazyEntries: true,
    autoClose: false,
  })
  const entries = await listEntries(zip, limits.archiveEntries)
  let left = limits.unpackedBytes
  return {
    names: [...entries.keys()],
    read: async (name, onText) => {
      const entry = entries.get(name)
      if (entry === undefined) return false
      let decoder: TextDecoder | null = null
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        if (!(chunk instanceof Uint8Array)) throw new DocumentError('broken')
        left -= chunk.length
        if (left < 0) throw new DocumentError('too-large')
        decoder ??= decoderOf(chunk)
        onText(decoder.decode(chunk, { stream: true }))
      }
      onText(decoder?.decode() ?? '')
      return true
    },
  }
}
