import { defineProblem } from '../../../../kernel/errors.ts'
import { readEveryRow } from '../../../../kernel/files/read-workbook.ts'
import type { LeakedRows } from './leak.ts'
import { rowsOfText, textOf } from './leaked-text.ts'

export const leakBounds = { bytes: 10 * 1024 * 1024, rows: 100_000 } as const

const leakEmpty = defineProblem('invalid', 'leak.empty', {
  zh: '文件里没有内容，请检查后重新上传。',
  en: 'There is nothing in this file; check it and upload it again.',
})

const leakTooLarge = defineProblem('invalid', 'leak.too-large', {
  zh: '文件太大：最多 10 MB，工作簿解压后最多 40 MB。有几百行就够了，请截取一部分再上传。',
  en: 'The file is too large: 10 MB at most, and 40 MB for what a workbook unpacks to. A few hundred rows are enough; cut it down.',
})

const leakUnreadable = defineProblem('invalid', 'leak.unreadable', {
  zh: '读不懂这个文件。可以上传 .xlsx、.csv 和 .txt；.xls 请另存为 .xlsx，图片、PDF 请把文字复制到文本文件里，压缩包请先解压。',
  en: 'This file cannot be read. Upload .xlsx, .csv or .txt: save .xls as .xlsx, copy the text of pictures and PDF into a text file, unpack archives.',
})

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/**
 * The cells of a leaked file, whatever kind it is: its bytes say, not its name.
 * @throws Problem `leak.empty`, `leak.too-large`, `leak.unreadable`
 */
export const readLeakedFile = async (bytes: Uint8Array): Promise<LeakedRows> => {
  if (bytes.length === 0) throw leakEmpty()
  if (bytes.length > leakBounds.bytes) throw leakTooLarge()
  const rows = isZip(bytes) ? await readEveryRow(bytes, leakBounds.rows) : rowsOf(bytes)
  if (rows === 'too-large') throw leakTooLarge()
  if (rows === null || typeof rows === 'string') throw leakUnreadable()
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''))
  if (filled.length === 0) throw leakEmpty()
  return filled
}

const rowsOf = (bytes: Uint8Array): LeakedRows | null => {
  const text = textOf(bytes)
  return text === null ? null : rowsOfText(text, leakBounds.rows)
}
