import type { CompiledCharacters } from './types.ts'
import type { View } from './view.ts'
import { textOf } from './view.ts'

/** Folds text: one spelling per character, noise removed, offsets kept. */
export type Folder = {
  fold: (text: string) => View
  /** Folds a term or the literal part of a pattern; no noise is removed. */
  foldPlain: (text: string) => string
}

/** More noise than this in one place is layout, not a disguise: it becomes a sentence break. */
const MAX_NOISE_RUN = 8

const NOISE = 0
const OPENING_QUOTE = 0x201c
const CLOSING_QUOTE = 0x201d
const BREAK = 0x3002

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

/** Marks that belong to a number between digits (1.5, 3-5, 2026/11) and are noise elsewhere. */
const isNumberMark = (code: number): boolean => code === 0x2e || code === 0x2d || code === 0x2f || code === 0x7e

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff

/** 。，、！；+= after folding. */
const isSeparator = (code: number): boolean =>
  [0x3002, 0xff0c, 0x3001, 0xff01, 0xff1b, 0x2b, 0x3d].includes(code)

/** A mark that stands between single characters again and again (根。治。癌) disguises; it does not punctuate. */
const isDrumbeat = (text: string, at: number): boolean => {
  const mark = text.charCodeAt(at)
  if (!isHan(text.charCodeAt(at - 1)) || !isHan(text.charCodeAt(at + 1))) return false
  return text.charCodeAt(at - 2) === mark || text.charCodeAt(at + 2) === mark
}

/** Mathematical letters and digits (U+1D400-1D7FF), squared and circled Latin letters (U+1F130-1F189) as ASCII. */
const foldAstral = (point: number): number => {
  if (point >= 0x1d400 && point <= 0x1d6a3) return 0x61 + (((point - 0x1d400) % 52) % 26)
  if (point >= 0x1d7ce && point <= 0x1d7ff) return 0x30 + ((point - 0x1d7ce) % 10)
  if (point >= 0x1f130 && point <= 0x1f149) return 0x61 + (point - 0x1f130)
  if (point >= 0x1f150 && point <= 0x1f169) return 0x61 + (point - 0x1f150)
  if (point >= 0x1f170 && point <= 0x1f189) return 0x61 + (point - 0x1f170)
  return NOISE
}

/** Builds the folding table (65,536 entries, 0 = noise) from the compiled character tables. */
const buildTable = (characters: CompiledCharacters): Uint16Array => {
  const table = new Uint16Array(65536)
  for (let code = 1; code < 65536; code++) table[code] = code
  for (let at = 0; at + 1 < characters.folds.length; at += 2) {
    table[characters.folds.charCodeAt(at)] = characters.folds.charCodeAt(at + 1)
  }
  for (let at = 0; at < characters.noise.length; at++) table[characters.noise.charCodeAt(at)] = NOISE
  for (let code = 1; code < 65536; code++) if (table[table[code] ?? NOISE] === NOISE) table[code] = NOISE
  return table
}

/** Makes a folder for one set of character tables. Both functions are linear in the length of the text. */
export const createFolder = (characters: CompiledCharacters): Folder => {
  const table = buildTable(characters)

  const fold = (text: string): View => {
    const codes = new Uint16Array(text.length)
    const starts = new Int32Array(text.length)
    const ends = new Int32Array(text.length)
    let length = 0
    let noiseFrom = -1
    let quoted = false
    const push = (code: number, start: number, end: number): void => {
      codes[length] = code
      starts[length] = start
      ends[length] = end
      length++
    }
    for (let at = 0; at < text.length; ) {
      const unit = text.charCodeAt(at)
      let end = at + 1
      let code = table[unit] ?? NOISE
      if (unit >= 0xd800 && unit <= 0xdfff) {
        const point = text.codePointAt(at) ?? unit
        end = point > 0xffff ? at + 2 : at + 1
        code = foldAstral(point)
      } else if (code === 0x22) {
        code = quoted ? CLOSING_QUOTE : OPENING_QUOTE
        quoted = !quoted
      } else if (isSeparator(code) && isDrumbeat(text, at)) {
        code = NOISE
      } else if (isNumberMark(code)) {
        const next = table[text.charCodeAt(at + 1) || 0] ?? NOISE
        const before = length > 0 ? (codes[length - 1] ?? 0) : 0
        if (!(noiseFrom < 0 && isDigit(before) && isDigit(next))) code = NOISE
      }
      if (code === NOISE) {
        if (noiseFrom < 0) noiseFrom = at
      } else {
        if (noiseFrom >= 0 && at - noiseFrom > MAX_NOISE_RUN) push(BREAK, noiseFrom, at)
        noiseFrom = -1
        push(code, at, end)
      }
      at = end
    }
    return { text: textOf(codes, length), codes, length, starts, ends }
  }

  const foldPlain = (text: string): string => {
    let out = ''
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      const code = table[unit] ?? NOISE
      out += String.fromCharCode(code === NOISE || unit < 0x80 ? unit : code)
    }
    return out
  }

  return { fold, foldPlain }
}
