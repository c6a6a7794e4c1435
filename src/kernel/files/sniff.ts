import { fileTypeFromBuffer } from 'file-type'

/**
 * Types that a browser shows or hands to an office program without running anything in it. SVG and HTML carry script
 * and are left out; so is every archive.
 */
const allowedMediaTypes: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'video/mp4',
  'audio/mpeg',
])

/** The media type that the bytes show, or undefined when it is none of the allowed ones. The name is never asked. */
export const sniffMediaType = async (bytes: Uint8Array): Promise<string | undefined> => {
  const found = await fileTypeFromBuffer(bytes)
  return found !== undefined && allowedMediaTypes.has(found.mime) ? found.mime : undefined
}
