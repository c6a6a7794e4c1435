import type { DocumentModel } from '../../../kernel/documents/model.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import type { Copy } from './copy.ts'
import { cut } from './cut.ts'

/** Rows and signs of all tables together, within what a document may hold (documentBounds). */
const mostRows = 1_200
const mostSigns = 200_000
/** Longer than any value that is kept. */
const mostInCell = 600

/** The copy as a PDF that people read: what is left out says so and where it is whole. Pure. */
export const copyDocument = (copy: Copy): DocumentModel => {
  const left = { rows: mostRows, signs: mostSigns }
  const fitting = (rows: readonly (readonly string[])[]): string[][] => {
    const shown: string[][] = []
    for (const row of rows) {
      const cells = row.map((cell) => cut(cell, mostInCell))
      const signs = cells.reduce((sum, cell) => sum + cell.length, 0)
      if (left.rows < 1 || left.signs < signs) break
      left.rows -= 1
      left.signs -= signs
      shown.push(cells)
    }
    return shown
  }
  return {
    language: 'zh',
    createdAt: new Date(copy.madeAt),
    title: '个人信息副本',
    subtitle: cut(`${copy.company}处理的您的个人信息`, 190),
    facts: [
      { label: '请求编号', value: copy.number },
      { label: '提供方', value: cut(copy.company, 200) },
      { label: '生成时间', value: shanghaiTime(new Date(copy.madeAt)) },
      { label: '依据', value: '个人信息保护法第四十五条' },
    ],
    sections: copy.parts.flatMap(({ title: part, sections }) =>
      sections.map(({ title, columns, rows, note }) => {
        const shown = fitting(rows)
        return {
          heading: cut(`${part} · ${title}`, 110),
          paragraphs: [
            ...(rows.length === 0 ? ['没有记录。'] : []),
            ...(note === undefined ? [] : [note]),
            ...(shown.length < rows.length ? [`本节共 ${rows.length} 行，此处列出前 ${shown.length} 行；完整内容见 Excel 和 JSON 文件。`] : []),
          ],
          ...(shown.length === 0 ? {} : { table: { columns, rows: shown } }),
        }
      }),
    ),
    footer: '本文件含有您的个人信息，请妥善保管。时间均为北京时间。',
  }
}
