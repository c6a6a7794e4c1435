/** Why a document cannot be read, with what to do about it. */
const sentences = {
  broken: {
    zh: '文件已损坏或不完整，请用原来的软件打开并另存一份再试。',
    en: 'The file is damaged or incomplete; open it in its own program, save it anew and try again.',
  },
  encrypted: {
    zh: '文件设有密码，请取消密码后再试。',
    en: 'The file is protected by a password; remove the password and try again.',
  },
  'old-format': {
    zh: '这是旧版 Office 格式（.doc、.xls、.wps 等），请另存为 .docx 或 .xlsx 再试。',
    en: 'This is an old Office format (.doc, .xls, .wps); save it as .docx or .xlsx and try again.',
  },
  unsupported: {
    zh: '不支持这种文件，请提供纯文本、HTML、DOCX、XLSX 或 PDF。',
    en: 'This kind of file cannot be read; give plain text, HTML, DOCX, XLSX or PDF.',
  },
  'too-large': {
    zh: '文件过大：文件、解压后的内容、页数、单元格数或文字数超过上限，请拆成几份。',
    en: 'The file is too large (bytes, unpacked bytes, pages, cells or characters); split it.',
  },
  'too-slow': {
    zh: '读取文件用时过长，已停止。请用原来的软件另存一份，或者拆成几份再试。',
    en: 'Reading the file took too long and was stopped; save it anew in its own program, or split it.',
  },
} as const

export type DocumentFault = keyof typeof sentences

/** A document that cannot be read. `message` is the Chinese sentence, `english` the English one. */
export class DocumentError extends Error {
  readonly fault: DocumentFault
  readonly english: string

  constructor(fault: DocumentFault, options?: ErrorOptions) {
    super(sentences[fault].zh, options)
    this.fault = fault
    this.english = sentences[fault].en
  }
}
