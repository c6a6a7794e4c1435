import { documentBounds, type DocumentModel } from '../../kernel/documents/model.ts'
import { type Locale, say, type Sentence } from '../../kernel/sentence.ts'
import type { certificateModel } from './certificate-model.ts'

const cutRows: Sentence = {
  zh: '本节共 {all} 行，此处列出前 {shown} 行；其余见系统中的离职记录。',
  en: 'This section has {all} rows, of which the first {shown} are shown; see the record of the leaving for the rest.',
}

/** Rows of all tables together; with cells cut short they stay within what a document may hold. */
const MOST_ROWS = 1_500
const MOST_IN_CELL = 180

const cut = (text: string, most: number): string => {
  const characters = Array.from(text)
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('').slice(0, most - 1).toWellFormed()}…`
}

/** The certificate as the model of a PDF, within the bounds of documents: what is cut says so. Pure. */
export const certificateDocument = (
  { title, subtitle, facts, sections, footer }: ReturnType<typeof certificateModel>,
  { locale, createdAt }: { locale: Locale; createdAt: Date },
): DocumentModel => {
  let left = MOST_ROWS
  return {
    language: locale,
    createdAt,
    title,
    subtitle: cut(subtitle, documentBounds.subtitle),
    facts: facts.map(({ label, value }) => ({ label, value: cut(value, documentBounds.value) })),
    sections: sections.map(({ heading, paragraphs, table }) => {
      const rows = table.rows.slice(0, left)
      left -= rows.length
      const note = rows.length < table.rows.length ? [say(cutRows, locale, { all: table.rows.length, shown: rows.length })] : []
      return {
        heading,
        paragraphs: [...paragraphs, ...note],
        ...(rows.length === 0 ? {} : { table: { columns: table.columns, rows: rows.map((row) => row.map((cell) => cut(cell, MOST_IN_CELL))) } }),
      }
    }),
    footer,
  }
}
