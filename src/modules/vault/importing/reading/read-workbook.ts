import { posix } from 'node:path'
import { isGuarded } from '../../../../kernel/files/workbook.ts'
import { rowOf } from './read-csv.ts'
import { type SharedTexts, sharedTexts } from './shared-texts.ts'
import { type ByteSource, type Cell, isFilled, type Position, type RawRow, type Table, tableLimits, textOf } from './table.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { openWorkbookArchive, type WorkbookArchive } from './workbook-archive.ts'

const nothing = { text: () => {}, close: () => {} }

/** Where the first sheet that is not hidden lies, and the texts that its cells share (ECMA-376 part 1, 18.2). */
const layout = async (archive: WorkbookArchive): Promise<{ sheet: string; shared: string | undefined }> => {
  const book = 'xl/workbook.xml'
  if (!archive.has(book)) throw new UnreadableFile('not-excel')
  const sheets: { id: string; hidden: boolean }[] = []
  await archive.parseAll(book, {
    ...nothing,
    open: (name, attributes) => {
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      if (id !== undefined) sheets.push({ id, hidden: (attributes['state'] ?? 'visible') !== 'visible' })
    },
  })
  const targets = new Map<string, { type: string; target: string }>()
  await archive.parseAll('xl/_rels/workbook.xml.rels', {
    ...nothing,
    open: (name, { Id: id, Type: type, Target: target, TargetMode: mode }) => {
      if (name !== 'Relationship' || id === undefined || type === undefined || target === undefined || mode === 'External') return
      targets.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: target.startsWith('/') ? target.slice(1) : posix.join('xl', target) })
    },
  })
  const chosen = sheets.find(({ hidden }) => !hidden) ?? sheets[0]
  const sheet = chosen === undefined ? undefined : targets.get(chosen.id)?.target
  if (sheet === undefined || !archive.has(sheet)) throw new UnreadableFile('broken')
  return { sheet, shared: [...targets.values()].find(({ type }) => type === 'sharedStrings')?.target }
}

const readShared = async (archive: WorkbookArchive, part: string | undefined): Promise<SharedTexts> => {
  const texts = sharedTexts()
  if (part === undefined || !archive.has(part)) return texts
  let [current, reading, phonetic] = ['', false, 0]
  await archive.parseAll(part, {
    open: (name) => {
      if (name === 'si') current = ''
      if (name === 'rPh') phonetic += 1
      if (name === 't') reading = phonetic === 0
    },
    text: (data) => {
      if (reading && current.length <= tableLimits.cell) current += data.slice(0, tableLimits.cell + 1)
    },
    close: (name) => {
      if (name === 't') reading = false
      if (name === 'rPh') phonetic -= 1
      if (name === 'si') texts.add(current)
    },
  })
  return texts
}

/** The column of a reference such as `AB12`, from 0; undefined where it has none. */
const columnOf = (reference: string | undefined): number | undefined => {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

type SheetRow = { number: number; cells: Cell[] }

/** The rows of a sheet as they come out of the archive (ECMA-376 part 1, 18.3.1). */
const rowsOf = async function* (archive: WorkbookArchive, sheet: string, texts: SharedTexts): AsyncGenerator<SheetRow, void> {
  let ready: SheetRow[] = []
  let row: SheetRow = { number: 0, cells: [] }
  let [column, type, text, reading, phonetic, formula] = [-1, '', '', false, 0, false]
  const cell = (): Cell => {
    if (type === 'e') return { text, as: 'error' }
    if (formula) return { text, as: 'formula' }
    if (type === 's') {
      const shared = texts.at(Number(text))
      if (shared === undefined) throw new UnreadableFile('broken')
      return unguarded(shared)
    }
    if (type === 'str' || type === 'inlineStr' || type === 'd' || text === '') return unguarded(text)
    return type === 'b' ? text : { text, as: 'number' }
  }
  const pieces = archive.parse(sheet, {
    open: (name, attributes) => {
      if (name === 'row') {
        const number = Number(attributes['r'] ?? row.number + 1)
        if (!Number.isInteger(number) || number <= row.number || number > 2_000_000) throw new UnreadableFile('broken')
        row = { number, cells: [] }
        column = -1
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1
        type = attributes['t'] ?? 'n'
        ;[text, formula] = ['', false]
      } else if (name === 'f') formula = true
      else if (name === 'rPh') phonetic += 1
      else if (name === 'v' || name === 't') reading = phonetic === 0
    },
    text: (data) => {
      if (reading && text.length <= tableLimits.cell) text += data.slice(0, tableLimits.cell + 1)
    },
    close: (name) => {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'rPh') phonetic -= 1
      else if (name === 'c' && text !== '') {
        // Far to the right there is nothing but formatting, as a rule; a text there makes the row too wide.
        const at = Math.min(column, tableLimits.columns + 1)
        while (row.cells.length < at) row.cells.push('')
        row.cells[at] = cell()
      } else if (name === 'row') ready.push(row)
    },
  })
  for await (const _ of pieces) {
    yield* ready
    ready = []
  }
  yield* ready
}

/** An apostrophe in front keeps a text a text; it is no part of it. */
const unguarded = (text: string): string => (text.startsWith("'") && isGuarded(text.slice(1)) ? text.slice(1) : text)

/**
 * The first visible sheet of an Excel workbook (.xlsx), row by row: in memory are the texts that cells share and a piece of
 * the sheet. Reading from elsewhere than where it stands begins anew and skips.
 * @throws UnreadableFile
 */
export const openWorkbook = async (source: ByteSource): Promise<Table> => {
  const archive = await openWorkbookArchive(source)
  const { sheet, shared } = await layout(archive)
  const texts = await readShared(archive, shared)
  let [rows, taken] = [rowsOf(archive, sheet, texts), 0]

  const nextRow = async (): Promise<SheetRow | undefined> => {
    const { value, done } = await rows.next()
    if (done === true) return undefined
    taken += 1
    return value ?? undefined
  }
  const goTo = async (offset: number): Promise<void> => {
    if (offset < taken) {
      await rows.return()
      ;[rows, taken] = [rowsOf(archive, sheet, texts), 0]
    }
    for (let left = offset - taken; left > 0; left -= 1) if ((await nextRow()) === undefined) return
  }

  const first = await nextRow()
  if (first === undefined) throw new UnreadableFile('no-heading')
  const headings = first.cells.map((cell) => textOf(cell).trim())
  return {
    format: 'xlsx',
    headings,
    first: { offset: 1, row: first.number },
    // Of where it stands, which is where reading goes on.
    permille: () => Math.floor(archive.share(sheet) * 1000),
    read: async (from, most) => {
      await goTo(from.offset)
      const found: RawRow[] = []
      let number = from.row
      for (let read = 0; read < most; read += 1) {
        const row = await nextRow()
        if (row === undefined) return { rows: found, next: null }
        number = row.number
        if (taken - 1 > tableLimits.rows) throw new UnreadableFile('too-many-rows')
        if (isFilled(row.cells)) found.push(rowOf(number, row.cells, headings))
      }
      const next: Position = { offset: taken, row: number }
      return { rows: found, next }
    },
  }
}
