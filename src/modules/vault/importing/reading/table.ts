/** What is read from: a file that lies somewhere in slices. */
export type ByteSource = {
  readonly size: number
  /** Bytes from `from` up to `to`, or to the end. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>
}

/** A cell: a text, or what a spreadsheet made of it. */
export type Cell = string | { text: string; as: 'number' | 'formula' | 'error' }

/** Why a whole row cannot be read. */
export type RowWrong = 'encoding' | 'quotes' | 'json' | 'unknown-key' | 'too-many-cells' | 'heading-again'

/** A row that holds anything; `number` counts from 1, the heading included, as a spreadsheet does. */
export type RawRow = { number: number; cells: readonly Cell[]; wrong?: RowWrong }

/** Where reading goes on: a byte, or in a workbook how many rows were read. `row` is the number of the last row before it. */
export type Position = { offset: number; row: number }

export type TableFormat = 'csv' | 'xlsx' | 'json'

/** A file as a table. Reading on from where it stands is quick; from elsewhere it may have to begin anew. */
export type Table = {
  readonly format: TableFormat
  readonly headings: readonly string[]
  /** Where the rows begin. */
  readonly first: Position
  /**
   * The next rows, at most so many that stand in the file, and where to go on; null at the end. Empty rows are left out.
   * @throws UnreadableFile
   */
  readonly read: (from: Position, most: number) => Promise<{ rows: RawRow[]; next: Position | null }>
  /** How much of the file lies before a position, in thousandths. */
  readonly permille: (position: Position) => number
}

export const tableLimits = {
  rows: 1_000_000,
  columns: 50,
  /** Signs of a heading. */
  heading: 100,
  /** Bytes of one row of a text file. */
  rowBytes: 64 * 1024,
  /** Signs of a cell that are looked at; more is too long for any kind. */
  cell: 1_000,
  /** Bytes that a workbook may unpack to. */
  unpackedBytes: 2 * 1024 * 1024 * 1024,
  /** Bytes of the texts that cells of a workbook share. */
  sharedBytes: 128 * 1024 * 1024,
  /** How often larger a workbook may be unpacked than packed, once it is beyond `swellBytes`. */
  swell: 250,
  swellBytes: 32 * 1024 * 1024,
} as const

/** The bytes of an array as a source. */
export const sourceOf = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (from, to) => bytes.subarray(from, to),
})

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text)

/** Whether anything stands in the row. */
export const isFilled = (cells: readonly Cell[]): boolean => cells.some((cell) => textOf(cell).trim() !== '')
