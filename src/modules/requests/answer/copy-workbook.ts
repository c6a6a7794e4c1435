import { workbookOf } from '../../../kernel/files/workbook.ts'
import type { Copy } from './copy.ts'

/** Columns of a section, at most; a holder with more would lose them, so the test of the registry counts. */
const mostColumns = 8

/** The copy as an Excel workbook: section after section, each with the names of its columns above its rows. */
export const copyWorkbook = (copy: Copy): Promise<Buffer> => {
  const rows = copy.parts.flatMap(({ title: part, sections }) =>
    sections.flatMap(({ title, columns, rows: facts, note }) => [
      [part, title, ...columns],
      ...facts.map((fact) => ['', '', ...fact]),
      ...(note === undefined ? [] : [['', '', note]]),
    ]),
  )
  return workbookOf(
    '个人信息副本',
    Array.from({ length: mostColumns + 2 }, (_, at) => ({
      header: at === 0 ? '部分' : at === 1 ? '分项' : `内容 ${at - 1}`,
      width: at < 2 ? 22 : 26,
      text: (row: readonly string[]) => row[at] ?? '',
    })),
    rows,
  )
}
