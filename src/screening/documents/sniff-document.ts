import { DocumentError } from './document-error.ts'
import { sniffText } from './sniff-text.ts'
import type { DocumentFormat } from './types.ts'

const binaryFormats: Readonly<Record<string, DocumentFormat>> = {
  pdf: 'pdf',
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  dotm: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  xltx: 'xlsx',
  xltm: 'xlsx',
}

/** An encrypted Office document is an old-style container with this stream in it ([MS-OFFCRYPTO] 2.3.4). */
const encryptedStream = Buffer.from('EncryptedPackage', 'utf16le')

/**
 * Tells what a file is by its content, whatever its name says.
 *
 * @throws DocumentError `encrypted`, `old-format` or `unsupported`
 */
export const sniffDocument = async (bytes: Uint8Array, name = ''): Promise<DocumentFormat> => {
  const textual = sniffText(bytes, name)
  if (textual !== null) return textual
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(bytes)
  const format = found === undefined ? undefined : binaryFormats[found.ext]
  if (format !== undefined) return format
  if (found?.ext !== 'cfb') throw new DocumentError('unsupported')
  throw new DocumentError(Buffer.from(bytes).includes(encryptedStream) ? 'encrypted' : 'old-format')
}
