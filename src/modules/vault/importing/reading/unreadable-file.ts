import type { Sentence } from '../../../../kernel/sentence.ts'

/** Why a file is no table that can be imported, and what to do. */
export const unreadableReasons = {
  empty: {
    zh: '文件是空的，请检查后重新选择文件。',
    en: 'The file is empty; check it and choose it again.',
  },
  'not-a-table': {
    zh: '这不是可以导入的文件。请使用 Excel（.xlsx）、CSV 或 JSON 文件，或下载模板填写。',
    en: 'This kind of file cannot be imported. Use Excel (.xlsx), CSV or JSON, or fill in the template.',
  },
  'old-excel': {
    zh: '这是旧版 Excel（.xls）或设有密码的文件。请用 Excel 或 WPS 打开，取消密码，另存为 .xlsx 后重新上传。',
    en: 'This is an old Excel file (.xls) or one with a password. Open it, take the password off, save it as .xlsx and upload that.',
  },
  'not-excel': {
    zh: '这个压缩文件不是 Excel 工作簿。请打开原来的表格，另存为 .xlsx 后重新上传。',
    en: 'This archive is no Excel workbook. Open the table in its own program, save it as .xlsx and upload that.',
  },
  broken: {
    zh: '文件已损坏或没有传完整。请用 Excel 或 WPS 打开并另存一份，重新上传。',
    en: 'The file is damaged or incomplete. Open it in its own program, save it anew and upload that.',
  },
  swells: {
    zh: '文件解压后过大，已停止读取。请只保留客户数据，另存为新的 .xlsx，或改用 CSV。',
    en: 'The file unpacks to far too much and was not read. Keep the customers only and save them as a new .xlsx, or use CSV.',
  },
  'utf-16': {
    zh: '这是 UTF-16（Unicode 文本）文件。请另存为“CSV UTF-8”后重新上传。',
    en: 'This is a UTF-16 file (Unicode text). Save it as CSV UTF-8 and upload that.',
  },
  html: {
    zh: '这是网页文件，不是表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。',
    en: 'This is a web page and no table. Open it in Excel, save it as .xlsx and upload that.',
  },
  encoding: {
    zh: '无法识别文字编码。请用 Excel 打开，另存为“CSV UTF-8”后重新上传。',
    en: 'The encoding of the text is not known. Open it in Excel, save it as CSV UTF-8 and upload that.',
  },
  'quote-open': {
    zh: '第 {row} 行的引号没有成对，后面的内容无法分开。请补上或删去这个引号后重新上传。',
    en: 'Row {row} opens a quotation mark that is never closed. Close or remove it and upload the file again.',
  },
  'row-too-long': {
    zh: '第 {row} 行过长（超过 64 KB）。请检查该行是否缺少换行或引号，改正后重新上传。',
    en: 'Row {row} is too long (more than 64 KB). See whether a line end or a quotation mark is missing, and upload the file again.',
  },
  'json-broken': {
    zh: '第 {row} 行起不是有效的 JSON。每位客户须是一个对象，如 {"姓名":"…","手机号":"…"}；请改正后重新上传。',
    en: 'From row {row} on this is no valid JSON. Each customer must be one flat object; correct it and upload the file again.',
  },
  'no-heading': {
    zh: '第一行须是列名，如“姓名、手机号”。请在第一行补上列名，或下载模板填写。',
    en: 'The first row must name the columns, such as 姓名, 手机号. Add that row, or fill in the template.',
  },
  'heading-twice': {
    zh: '第一行中有重复的列名。请改成不同的名称，或删去多余的列。',
    en: 'Two columns have the same name in the first row. Rename or remove one of them.',
  },
  'too-many-columns': {
    zh: '列数超过 50。请只保留要导入的列后重新上传。',
    en: 'There are more than 50 columns. Keep those that are to be imported and upload the file again.',
  },
  'too-many-rows': {
    zh: '超过 100 万行。请拆成几个文件分别导入。',
    en: 'There are more than a million rows. Split the file and import the parts one by one.',
  },
  'too-much-text': {
    zh: '表格中的文字过多，无法一次读取。请另存为 CSV，或拆成几个文件。',
    en: 'The workbook holds too much text to be read at once. Save it as CSV, or split it.',
  },
  'wecom-refused': {
    zh: '企业微信拒绝读取客户。请管理员确认应用已列入“客户联系 - 可调用接口的应用”，且可见范围包含这些成员，然后重新开始。',
    en: 'WeCom refused to tell the customers. Let an administrator put the app among those that may call 客户联系, and the members into its scope; then begin anew.',
  },
  'no-rows': {
    zh: '没有可以读取的客户。请在第一行的列名下面填写客户后重新上传。',
    en: 'There is no customer to be read. Fill them in below the first row and upload the file again.',
  },
} as const satisfies Record<string, Sentence>

export type Unreadable = keyof typeof unreadableReasons

/** A file that cannot be read as a table. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
  readonly why: Unreadable
  /** The row where it shows, if it is one. */
  readonly row: number | null

  constructor(why: Unreadable, row: number | null = null) {
    super(why)
    this.why = why
    this.row = row
  }
}

export const isUnreadable = (why: string | null): why is Unreadable => why !== null && Object.hasOwn(unreadableReasons, why)
