import { parseIP } from 'ip2region.js'

type Row = { start: string; end: string; text: string }

const headerLength = 256
const vectorLength = 256 * 256 * 8

/**
 * A file in the format of ip2region, as its maker lays it out: header, table by the first two bytes, what is said of
 * addresses, index. Rows ascend, and none reaches over more than one value of its first two bytes.
 */
export const xdbOf = (structure: 2 | 3, rows: readonly Row[]): Buffer => {
  const addresses = rows.map(({ start, end }) => [parseIP(start), parseIP(end)] as const)
  const bytes = addresses[0]?.[0].length ?? 4
  const width = 2 * bytes + 6
  const texts = rows.map(({ text }) => Buffer.from(text))
  const first = headerLength + vectorLength + Buffer.concat(texts).length
  const file = Buffer.alloc(first + rows.length * width)
  file.writeUInt16LE(structure, 0)
  file.writeUInt16LE(1, 2)
  file.writeUInt32LE(first, 8)
  file.writeUInt32LE(first + (rows.length - 1) * width, 12)
  if (structure === 3) file.writeUInt16LE(bytes === 4 ? 4 : 6, 16)
  let pointer = headerLength + vectorLength
  for (const [row, text] of texts.entries()) {
    text.copy(file, pointer)
    const at = first + row * width
    for (const [side, address] of (addresses[row] ?? []).entries()) {
      // IPv4 stands with its last byte first.
      Buffer.from(bytes === 4 ? address.toReversed() : address).copy(file, at + side * bytes)
    }
    file.writeUInt16LE(text.length, at + 2 * bytes)
    file.writeUInt32LE(pointer, at + 2 * bytes + 2)
    pointer += text.length
    const slot = headerLength + (addresses[row]?.[0].readUInt16BE(0) ?? 0) * 8
    if (file.readUInt32LE(slot) === 0) file.writeUInt32LE(at, slot)
    file.writeUInt32LE(at + width, slot + 4)
  }
  return file
}
