import type { MatcherTables } from './tables.ts'

/** First number of the bytes; another layout gets another one. */
const MAGIC = 0x32_4d_44_57

const HEADER = 7

const isLittleEndian = (): boolean => new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Length in bytes, filled up so that what follows begins at a multiple of four. */
const padded = (bytes: number): number => (bytes + 3) & ~3

/**
 * Tables as bytes, to be kept in a file or sent to another thread: a header of seven numbers (sign, then the length of
 * each table), then the tables one after the other, little-endian.
 */
export const bytesOf = ({ units, pairs, triples, cells, words, twins }: MatcherTables): Uint8Array => {
  const tables = [pairs, triples, cells, words, twins, units]
  const out = new Uint8Array(HEADER * 4 + tables.reduce((sum, table) => sum + padded(table.byteLength), 0))
  new Uint32Array(out.buffer, 0, HEADER).set([MAGIC, ...tables.map(({ length }) => length)])
  let at = HEADER * 4
  for (const table of tables) {
    out.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at)
    at += padded(table.byteLength)
  }
  return out
}

/**
 * Tables out of their bytes, without copying where the bytes begin at a multiple of four.
 *
 * @throws RangeError when these are not the bytes of a matcher, or not all of them
 */
export const tablesOf = (given: Uint8Array): MatcherTables => {
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice()
  const fault = new RangeError('these bytes are not a matcher; build the dictionary again')
  if (!isLittleEndian() || bytes.byteLength < HEADER * 4) throw fault
  const [magic, ...lengths] = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER)
  const sizes = lengths.map((length, index) => padded(length * (index === 5 ? 2 : 4)))
  if (magic !== MAGIC || sizes.reduce((sum, size) => sum + size, HEADER * 4) !== bytes.byteLength) throw fault
  const place = (index: number): [ArrayBufferLike, number, number] => [
    bytes.buffer,
    bytes.byteOffset + sizes.slice(0, index).reduce((sum, size) => sum + size, HEADER * 4),
    lengths[index] ?? 0,
  ]
  return {
    pairs: new Uint32Array(...place(0)),
    triples: new Uint32Array(...place(1)),
    cells: new Int32Array(...place(2)),
    words: new Int32Array(...place(3)),
    twins: new Int32Array(...place(4)),
    units: new Uint16Array(...place(5)),
  }
}
