import { TextDecoder } from 'node:util'
const labelIn = (bytes: Uint8Array): string | undefined => {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})/i.exec(head)?.[1]
}

const decoderFor = (label: string): TextDecoder | null => {
  try {
    return new TextDecoder(label)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const decodeStrictly = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/**
 * Decodes a text: by its byte order mark, as UTF-8 where it is that, by the charset that an HTML page declares, else as
 * GB 18030, in which files of older programs are written. Never throws; what cannot be read becomes U+FFFD.
 */
export const decodeText = (bytes: Uint8Array): string => {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const strict = decodeStrictly(bytes)
  if (strict !== null) return strict
  const declared = labelIn(bytes)
  const decoder = declared === undefined || /^utf-?8$/i.test(declared) ? null : decoderFor(declared)
  return (decoder ?? new TextDecoder('gb18030')).decode(bytes)
}
