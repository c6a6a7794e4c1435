import { textOfUnits } from '../view.ts'

/**
 * Text in one spelling of digits, letters, dashes and spaces, without invisible characters, with the way back to the
 * original. Unlike the folded text of the rules it keeps punctuation, case and Chinese numerals.
 */
export type PlainText = {
  text: string
  /** Offset in the original of the plain unit `index`. */
  startOf: (index: number) => number
  /** Offset in the original after the plain unit `index`. */
  endOf: (index: number) => number
}

const DROPPED = 0
const PLACEHOLDER = 0xfffc

/** Blocks of signs that stand for 0 to 9 or 1 to 9: full width is not among them, it is folded with all of ASCII. */
const digitBlocks: readonly [first: number, last: number, digit: number][] = [
  [0x2460, 0x2468, 1],
  [0x24ea, 0x24ea, 0],
  [0x24f5, 0x24fd, 1],
  [0x24ff, 0x24ff, 0],
  [0x2474, 0x247c, 1],
  [0x2488, 0x2490, 1],
  [0x2776, 0x277e, 1],
  [0x2780, 0x2788, 1],
  [0x278a, 0x2792, 1],
  [0x00b9, 0x00b9, 1],
  [0x00b2, 0x00b3, 2],
  [0x2070, 0x2070, 0],
  [0x2074, 0x2079, 4],
  [0x2080, 0x2089, 0],
]

const invisible: readonly [first: number, last: number][] = [
  [0x00ad, 0x00ad],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20e3, 0x20e3],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
]

const spaces = [0x0009, 0x00a0, 0x202f, 0x205f, 0x3000, ...Array.from({ length: 11 }, (_, index) => 0x2000 + index)]
const dashes = [0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2043, 0x2212, 0xfe58, 0xfe63]
const dots = [0x2022, 0x2027, 0x22c5, 0x30fb]

const buildTable = (): Uint16Array => {
  const table = new Uint16Array(65536)
  for (let code = 0; code < 65536; code++) table[code] = code
  for (let code = 0xff01; code <= 0xff5e; code++) table[code] = code - 0xfee0
  for (const [first, last, digit] of digitBlocks) {
    for (let code = first; code <= last; code++) table[code] = 0x30 + digit + code - first
  }
  for (const [first, last] of invisible) for (let code = first; code <= last; code++) table[code] = DROPPED
  for (const code of spaces) table[code] = 0x20
  for (const code of dashes) table[code] = 0x2d
  for (const code of dots) table[code] = 0xb7
  table[0] = PLACEHOLDER
  return table
}

const table = buildTable()

/** Mathematical digits (U+1D7CE-1D7FF) are digits; every other astral character is one placeholder. */
const plainAstral = (point: number): number =>
  point >= 0x1d7ce && point <= 0x1d7ff ? 0x30 + ((point - 0x1d7ce) % 10) : PLACEHOLDER

/** `same`: plain already. `mapped`: sign for sign, so that places stay. `moved`: something is dropped or astral. */
const changeOf = (text: string): 'same' | 'mapped' | 'moved' => {
  let same = true
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const code = table[unit]
    if (code === DROPPED || (unit >= 0xd800 && unit <= 0xdfff)) return 'moved'
    if (code !== unit) same = false
  }
  return same ? 'same' : 'mapped'
}

const inPlace = { startOf: (index: number): number => index, endOf: (index: number): number => index + 1 }

/** Makes the plain text. Linear in the length; text that is plain already is not copied. */
export const plainTextOf = (original: string): PlainText => {
  const change = changeOf(original)
  if (change === 'same') return { text: original, ...inPlace }
  const units = new Uint16Array(original.length)
  if (change === 'mapped') {
    for (let at = 0; at < original.length; at++) units[at] = table[original.charCodeAt(at)] ?? PLACEHOLDER
    return { text: textOfUnits(units), ...inPlace }
  }
  const starts = new Int32Array(original.length)
  const ends = new Int32Array(original.length)
  let length = 0
  for (let at = 0; at < original.length; ) {
    const unit = original.charCodeAt(at)
    let end = at + 1
    let code = table[unit] ?? DROPPED
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const point = original.codePointAt(at) ?? unit
      end = point > 0xffff ? at + 2 : at + 1
      code = plainAstral(point)
    }
    if (code !== DROPPED) {
      units[length] = code
      starts[length] = at
      ends[length] = end
      length++
    }
    at = end
  }
  const text = textOfUnits(units.subarray(0, length))
  return { text, startOf: (index) => starts[index] ?? 0, endOf: (index) => ends[index] ?? 0 }
}
