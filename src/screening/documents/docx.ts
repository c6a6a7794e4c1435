import type { Archive } from './archive.ts'
import { DocumentError } from './document-error.ts'
import { createBudget, createGatherer } from './gatherer.ts'
import type { Gatherer } from './gatherer.ts'
import type { DocumentLimits } from './limits.ts'
import { relationsOf } from './relations.ts'
import type { Passage } from './types.ts'
import { attributeOf, readXml } from './xml.ts'
import type { XmlHandler } from './xml.ts'

type Limits = Pick<DocumentLimits, 'depth' | 'textUnits'>

/** Parts beside the body that readers see. Comments are the authors' own business. */
const sideParts: Readonly<Record<string, string>> = {
  header: '页眉',
  footer: '页脚',
  footnotes: '脚注',
  endnotes: '尾注',
}

const isOff = (value: string | undefined): boolean => value === '0' || value === 'false' || value === 'off'

/** Where we are in nested tables: numbers from 1. */
type Cell = { table: number; row: number; column: number }

/**
 * Reads the paragraphs of a part of WordprocessingML (ECMA-376 part 1, 17.3): text that is shown, in the order of the
 * document. Deleted and hidden text, field codes and the second version of drawings (mc:Fallback) are left out.
 */
const paragraphReader = (gatherer: Gatherer, name: string): XmlHandler => {
  /** Paragraphs inside each other: a text box stands within a paragraph. */
  const open: { text: string; boxed: boolean }[] = []
  const cells: Cell[] = []
  let paragraphs = 0
  let tables = 0
  let boxes = 0
  let skipped = 0
  let inText = false
  let run = ''
  let vanished = false

  const placeOf = (boxed: boolean): string => {
    const cell = cells.at(-1)
    if (boxed) return `${name}文本框${boxes}`
    if (cell !== undefined) return `${name}表${cell.table}第${cell.row}行第${cell.column}列`
    return `${name}第${paragraphs}段`
  }
  const opened: Readonly<Record<string, (attributes: Readonly<Record<string, string>>) => void>> = {
    p: () => open.push({ text: '', boxed: open.length > 0 }),
    r: () => {
      run = ''
      vanished = false
    },
    t: () => (inText = true),
    vanish: (attributes) => (vanished = !isOff(attributeOf(attributes, 'val'))),
    tab: () => (run += '\t'),
    br: () => (run += '\n'),
    cr: () => (run += '\n'),
    noBreakHyphen: () => (run += '-'),
    txbxContent: () => boxes++,
    tbl: () => cells.push({ table: ++tables, row: 0, column: 0 }),
    tr: () => {
      const cell = cells.at(-1)
      if (cell !== undefined) [cell.row, cell.column] = [cell.row + 1, 0]
    },
    tc: () => {
      const cell = cells.at(-1)
      if (cell !== undefined) cell.column++
    },
  }
  const closed: Readonly<Record<string, () => void>> = {
    t: () => (inText = false),
    r: () => {
      const paragraph = open.at(-1)
      if (paragraph !== undefined && !vanished) paragraph.text += run
      run = ''
    },
    p: () => {
      const paragraph = open.pop()
      if (paragraph === undefined || paragraph.text.trim() === '') return
      if (!paragraph.boxed && cells.length === 0) paragraphs++
      gatherer.add(placeOf(paragraph.boxed), paragraph.text)
    },
    tbl: () => cells.pop(),
  }
  return {
    open: (tag, attributes) => {
      if (skipped > 0 || tag === 'Fallback') skipped++
      else opened[tag]?.(attributes)
    },
    text: (data) => {
      if (inText && skipped === 0) run += data
    },
    close: (tag) => {
      if (skipped > 0) skipped--
      else closed[tag]?.()
    },
  }
}

/**
 * Takes the text out of a DOCX. Places are `第3段` (paragraphs with text, outside tables), `表1第2行第1列`, `文本框1`,
 * `页眉第1段` and the like. Macros and embedded files are not opened.
 *
 * @throws DocumentError
 */
export const docxPassages = async (archive: Archive, limits: Limits): Promise<Passage[]> => {
  const body = (await relationsOf(archive, '', limits)).find(({ type }) => type === 'officeDocument')?.target
  if (body === undefined) throw new DocumentError('broken')
  const gatherer = createGatherer(createBudget(limits))
  const there = await readXml(archive, { name: body, limits }, paragraphReader(gatherer, ''))
  if (!there) throw new DocumentError('broken')
  for (const { type, target } of await relationsOf(archive, body, limits)) {
    const side = Object.hasOwn(sideParts, type) ? sideParts[type] : undefined
    if (side !== undefined) await readXml(archive, { name: target, limits }, paragraphReader(gatherer, side))
  }
  return gatherer.pieces.length === 0 ? [] : [gatherer.pieces]
}
