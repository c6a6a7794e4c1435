export type DocumentFact = { label: string; value: string }

export type DocumentTable = { columns: readonly string[]; rows: readonly (readonly string[])[] }

export type DocumentSection = { heading: string; paragraphs?: readonly string[]; table?: DocumentTable }

/** A short business document: what it is called, what holds, and sections of text and tables. Plain text throughout. */
export type DocumentModel = {
  language: 'zh' | 'en'
  title: string
  subtitle?: string
  facts: readonly DocumentFact[]
  sections: readonly DocumentSection[]
  /** Below every page, in one line or two. */
  footer?: string
  /** The moment that the file says it was made; the same model gives the same bytes. */
  createdAt: Date
}

/** The most that a document holds; lengths in UTF-16 units. */
export const documentBounds = {
  title: 120,
  subtitle: 200,
  footer: 200,
  facts: 60,
  label: 60,
  value: 1_000,
  sections: 50,
  heading: 120,
  paragraphs: 200,
  paragraph: 5_000,
  columns: 8,
  column: 60,
  rows: 2_000,
  cell: 1_000,
  text: 300_000,
} as const

/** The model of a document breaks a bound: a defect of the caller, who bounds what goes in. It quotes no text. */
export class DocumentModelError extends Error {
  constructor(path: string, found: string) {
    super(`document.${path}: ${found}`)
    this.name = 'DocumentModelError'
  }
}

const checkCount = (path: string, count: number, most: number): void => {
  if (count > most) throw new DocumentModelError(path, `${count} entries, at most ${most}`)
}

const checkTable = (path: string, { columns, rows }: DocumentTable): void => {
  if (columns.length === 0) throw new DocumentModelError(`${path}.columns`, 'a table needs a column')
  checkCount(`${path}.columns`, columns.length, documentBounds.columns)
  checkCount(`${path}.rows`, rows.length, documentBounds.rows)
  const odd = rows.findIndex((row) => row.length !== columns.length)
  if (odd !== -1) {
    throw new DocumentModelError(`${path}.rows[${odd}]`, `${rows[odd]?.length} cells for ${columns.length} columns`)
  }
}

/** Every text of the model with its place and its bound, in the order of reading. */
const textsOf = function* (model: DocumentModel): Generator<{ path: string; text: string; most: number }> {
  const bounds = documentBounds
  yield { path: 'title', text: model.title, most: bounds.title }
  yield { path: 'subtitle', text: model.subtitle ?? '', most: bounds.subtitle }
  for (const [at, { label, value }] of model.facts.entries()) {
    yield { path: `facts[${at}].label`, text: label, most: bounds.label }
    yield { path: `facts[${at}].value`, text: value, most: bounds.value }
  }
  for (const [at, { heading, paragraphs = [], table }] of model.sections.entries()) {
    yield { path: `sections[${at}].heading`, text: heading, most: bounds.heading }
    for (const [n, text] of paragraphs.entries()) yield { path: `sections[${at}].paragraphs[${n}]`, text, most: bounds.paragraph }
    for (const [n, text] of (table?.columns ?? []).entries()) yield { path: `sections[${at}].table.columns[${n}]`, text, most: bounds.column }
    for (const [n, row] of (table?.rows ?? []).entries()) {
      for (const text of row) yield { path: `sections[${at}].table.rows[${n}]`, text, most: bounds.cell }
    }
  }
  yield { path: 'footer', text: model.footer ?? '', most: bounds.footer }
}

/**
 * Checks a model against the bounds.
 * @throws DocumentModelError with the place and the bound
 */
export const checkModel = (model: DocumentModel): void => {
  if (model.title.trim() === '') throw new DocumentModelError('title', 'empty')
  if (Number.isNaN(model.createdAt.getTime())) throw new DocumentModelError('createdAt', 'no moment')
  checkCount('facts', model.facts.length, documentBounds.facts)
  checkCount('sections', model.sections.length, documentBounds.sections)
  for (const [at, { paragraphs, table }] of model.sections.entries()) {
    checkCount(`sections[${at}].paragraphs`, paragraphs?.length ?? 0, documentBounds.paragraphs)
    if (table !== undefined) checkTable(`sections[${at}].table`, table)
  }
  let all = 0
  for (const { path, text, most } of textsOf(model)) {
    if (text.length > most) throw new DocumentModelError(path, `${text.length} characters, at most ${most}`)
    all += text.length
  }
  if (all > documentBounds.text) throw new DocumentModelError('text', `${all} characters together, at most ${documentBounds.text}`)
}

/** The same model with every text changed by a function, in the order of reading. */
export const mapTexts = (model: DocumentModel, change: (text: string) => string): DocumentModel => ({
  language: model.language,
  createdAt: model.createdAt,
  title: change(model.title),
  ...(model.subtitle === undefined ? {} : { subtitle: change(model.subtitle) }),
  facts: model.facts.map(({ label, value }) => ({ label: change(label), value: change(value) })),
  sections: model.sections.map(({ heading, paragraphs, table }) => ({
    heading: change(heading),
    ...(paragraphs === undefined ? {} : { paragraphs: paragraphs.map(change) }),
    ...(table === undefined ? {} : { table: { columns: table.columns.map(change), rows: table.rows.map((row) => row.map(change)) } }),
  })),
  ...(model.footer === undefined ? {} : { footer: change(model.footer) }),
})
