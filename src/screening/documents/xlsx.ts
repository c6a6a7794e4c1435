import type { Archive } from './archive.ts'
import { DocumentError } from './document-error.ts'
import { createBudget, createGatherer } from './gatherer.ts'
import type { Budget } from './gatherer.ts'
import type { DocumentLimits } from './limits.ts'
import { relationsOf } from './relations.ts'
import { readSharedStrings } from './shared-strings.ts'
import type { Passage } from './types.ts'
import { attributeOf, readXml } from './xml.ts'

type Limits = Pick<DocumentLimits, 'depth' | 'textUnits' | 'cells'>

type Sheet = { name: string; id: string }

/** Sheets in the order of the tabs, hidden ones included: they travel with the file. */
const readSheets = async (archive: Archive, book: string, limits: Limits): Promise<Sheet[]> => {
  const sheets: Sheet[] = []
  const there = await readXml(archive, { name: book, limits }, {
    open: (tag, attributes) => {
      const name = attributes['name']
      const id = attributeOf(attributes, 'id')
      if (tag === 'sheet' && name !== undefined && id !== undefined) sheets.push({ name, id })
    },
    text: () => {},
    close: () => {},
  })
  if (!there || sheets.length === 0) throw new DocumentError('broken')
  return sheets
}

/** As a formula would write it: a name with other than letters and digits stands in quotes. */
const quoted = (name: string): string => (/^[\p{L}\p{N}_]+$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`)

type Reading = { archive: Archive; limits: Limits; budget: Budget; strings: readonly string[]; cells: { left: number } }

/** Cells of one sheet, row by row (ECMA-376 part 1, 18.3.1). Numbers are taken as they are stored; formulas are not. */
const readSheet = async (reading: Reading, part: string, sheet: string): Promise<Passage[]> => {
  const rows: Passage[] = []
  let row = createGatherer(reading.budget)
  let place = ''
  let type = ''
  let text = ''
  let inText = false
  let phonetic = 0
  await readXml(reading.archive, { name: part, limits: reading.limits }, {
    open: (tag, attributes) => {
      if (tag === 'row') row = createGatherer(reading.budget)
      if (tag === 'rPh') phonetic++
      if (tag === 'c') {
        if (--reading.cells.left < 0) throw new DocumentError('too-large')
        place = `${sheet}!${(attributes['r'] ?? '').slice(0, 12)}`
        type = attributes['t'] ?? 'n'
        text = ''
      }
      if (tag === 'v' || tag === 't') inText = phonetic === 0
    },
    text: (data) => {
      if (inText) text += data
    },
    close: (tag) => {
      if (tag === 'v' || tag === 't') inText = false
      if (tag === 'rPh') phonetic--
      if (tag === 'c' && type === 's') row.add(place, reading.strings[Number(text)] ?? '')
      else if (tag === 'c' && type !== 'b' && type !== 'e') row.add(place, text)
      if (tag === 'row' && row.pieces.length > 0) rows.push(row.pieces)
    },
  })
  return rows
}

/** Text boxes and shapes laid over a sheet (DrawingML, ECMA-376 part 1, 21.1.2): paragraphs of one drawing. */
const readDrawing = async ({ archive, limits, budget }: Reading, part: string, sheet: string): Promise<Passage[]> => {
  const gatherer = createGatherer(budget)
  let text = ''
  let inText = false
  await readXml(archive, { name: part, limits }, {
    open: (tag) => {
      if (tag === 'p') text = ''
      if (tag === 't') inText = true
    },
    text: (data) => {
      if (inText) text += data
    },
    close: (tag) => {
      if (tag === 't') inText = false
      if (tag === 'p') gatherer.add(`${sheet}!文本框`, text)
    },
  })
  return gatherer.pieces.length === 0 ? [] : [gatherer.pieces]
}

/**
 * Takes the text out of an XLSX, one passage for each row. Places are `Sheet1!B4`, and `Sheet1!文本框` for shapes. Macros,
 * formulas and embedded files are not opened.
 *
 * @throws DocumentError
 */
export const xlsxPassages = async (archive: Archive, limits: Limits): Promise<Passage[]> => {
  const book = (await relationsOf(archive, '', limits)).find(({ type }) => type === 'officeDocument')?.target
  if (book === undefined) throw new DocumentError('broken')
  const relations = await relationsOf(archive, book, limits)
  const budget = createBudget(limits)
  const shared = relations.find(({ type }) => type === 'sharedStrings')?.target
  const strings = shared === undefined ? [] : await readSharedStrings(archive, { name: shared, limits, budget })
  const reading: Reading = { archive, limits, budget, strings, cells: { left: limits.cells } }
  const passages: Passage[] = []
  for (const { name, id } of await readSheets(archive, book, limits)) {
    const part = relations.find((relation) => relation.id === id)?.target
    if (part === undefined) continue
    const sheet = quoted(name)
    for (const row of await readSheet(reading, part, sheet)) passages.push(row)
    for (const { type, target } of await relationsOf(archive, part, limits)) {
      if (type === 'drawing') passages.push(...(await readDrawing(reading, target, sheet)))
    }
  }
  return passages
}
