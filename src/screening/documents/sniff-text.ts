/**
 * How a page or a pasted fragment begins (WHATWG MIME Sniffing, section 7.1, and what editors for WeChat put first).
 */
const firstTags = (
  'html head body script iframe h1 h2 h3 h4 h5 h6 div font table a style title b br p section article span img ul ol ' +
  'meta strong em blockquote center main header'
).split(' ')

const htmlStart = new RegExp(`^\\s*<(?:!--|!doctype html[\\s>]|(?:${firstTags.join('|')})[\\s>/])`, 'i')

const HEAD = 4096

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

/**
 * Tells text and HTML from everything else by the first bytes; null for everything else. The name only helps where a
 * fragment of HTML cannot be told from text.
 */
export const sniffText = (bytes: Uint8Array, name = ''): 'text' | 'html' | null => {
  const start = bytes.subarray(0, HEAD)
  const utf16 = isUtf16(start)
  if (!utf16 && start.includes(0)) return null
  const head = new TextDecoder('latin1').decode(start).replace(/^(?:ï»¿|ÿþ|þÿ)/, '')
  const text = utf16 ? head.replaceAll('\0', '') : head
  if (text.startsWith('PK\u0003\u0004') || /^(?:\s*%PDF-|\{\\rtf)/.test(text)) return null
  return htmlStart.test(text) || /\.x?html?$/i.test(name) ? 'html' : 'text'
}
