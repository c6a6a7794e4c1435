import { OperatorError } from '../../../../kernel/operator-error.ts'
import type { Range } from './ranges.ts'

/** Chinese names as the file has them, empty where there is none. */
export type NamedPlace = { country: string; province: string; city: string }

const headerLength = 256
const vectorLength = 256 * 256 * 8
/** Entries of the index: first and last address, length and position of what is said of them. */
const layouts = {
  4: { address: (file: Buffer, at: number) => file.readUInt32LE(at), bytes: 4 },
  // No longer prefix than /48 is routed, so the first 48 bits say where.
  6: { address: (file: Buffer, at: number) => file.readUIntBE(at, 6), bytes: 16 },
} as const

const known = (name: string | undefined): string => (name === undefined || name === '0' ? '' : name)

/** Since structure 3 `country|province|city|carrier|code`, before it `country|region|province|city|carrier`. */
const namedIn = (text: string): NamedPlace => {
  const fields = text.split('|')
  const [country, province, city] = /^[A-Z]{2}$|^0?$/.test(fields[4] ?? '') ? fields : [fields[0], fields[2], fields[3]]
  return { country: known(country), province: known(province), city: known(city) }
}

const broken = (): OperatorError =>
  new OperatorError('This is no xdb file of ip2region; download it again (这不是 ip2region 的 xdb 文件，请重新下载)')

/**
 * The ranges of a file in the format of ip2region (structure 2 and 3 of its binding for JavaScript, 3.1.8), ascending.
 * IPv6 is cut to its first 48 bits.
 * @param idOf numbers a place, from 1; 0 leaves it out
 * @throws OperatorError where the file is of another kind or cut short
 */
export const readXdb = (file: Buffer, idOf: (place: NamedPlace) => number): { version: 4 | 6; ranges: Range[] } => {
  if (file.length < headerLength + vectorLength) throw broken()
  const structure = file.readUInt16LE(0)
  const version = structure === 2 ? 4 : structure === 3 ? file.readUInt16LE(16) : 0
  if (version !== 4 && version !== 6) throw broken()
  const { address, bytes } = layouts[version]
  const width = 2 * bytes + 6
  const [first, last] = [file.readUInt32LE(8), file.readUInt32LE(12)]
  const whole = first >= headerLength + vectorLength && last >= first && (last - first) % width === 0 && last + width <= file.length
  if (!whole) throw broken()
  const ids = new Map<number, number>()
  const ranges: Range[] = []
  let next = -1
  for (let at = first; at <= last; at += width) {
    const [length, pointer] = [file.readUInt16LE(at + 2 * bytes), file.readUInt32LE(at + 2 * bytes + 2)]
    if (pointer + length > file.length) throw broken()
    let id = ids.get(pointer)
    if (id === undefined) {
      id = idOf(namedIn(file.toString('utf8', pointer, pointer + length)))
      ids.set(pointer, id)
    }
    const [start, end] = [address(file, at), address(file, at + bytes)]
    if (start < next || end < start) throw broken()
    next = start
    ranges.push({ start, end, id })
  }
  return { version, ranges }
}
