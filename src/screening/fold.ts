import type { CompiledCharacters } from './types.ts'
import type { View } from './view.ts'
import { viewOf } from './view.ts'

/** Folds text: one spelling per character, noise removed, offsets kept. */
export type Folder = {
  /**
   * Folds `text`, or its part [from, to); offsets of the view are those of the whole text. The view's arrays are used
   * again: it is valid until the next call.
   */
  fold: (text: string, part?: Part) => View
  /** Folds a term or the literal part of a pattern; no noise is removed. */
  foldPlain: (text: string) => string
}

/** `quoted`: an odd number of straight quotation marks stands before `from`. */
export type Part = { from: number; to: number; quoted: boolean }

/** More noise than this in one place is layout, not a disguise: it becomes a sentence break. */
const MAX_NOISE_RUN = 8

const NOISE = 0
const LINE_BREAK = 0x0a
const QUOTE = 0x22
const OPENING_QUOTE = 0x201c
const CLOSING_QUOTE = 0x201d
const BREAK = 0x3002

/** Entries of the table below this one are signs that need a look around; no text folds to a control character. */
const FIRST_PLAIN = 0x20
const SURROGATE = 1
const STRAIGHT_QUOTE = 2
const FIRST_NUMBER_MARK = 3
const FIRST_SEPARATOR = 0x10

/** Marks that belong to a number between digits (1.5, 3-5, 2026/11) and are noise elsewhere. */
const numberMarks = [0x2e, 0x2d, 0x2f, 0x7e]

/** 。，、！；+= after folding. */
const separators = [0x3002, 0xff0c, 0x3001, 0xff01, 0xff1b, 0x2b, 0x3d]

/** The mark that a sign of the table stands for. */
const separatorOf = Uint16Array.from({ length: FIRST_PLAIN }, (_, sign) => separators[sign - FIRST_SEPARATOR] ?? NOISE)

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff

/** A mark that stands between single characters again and again (根。治。癌) disguises; it does not punctuate. */
const isDrumbeat = (text: string, at: number): boolean => {
  const mark = text.charCodeAt(at)
  // The rarer condition first: this is asked of every comma.
  if (!(at > 1 && text.charCodeAt(at - 2) === mark) && !(at + 2 < text.length && text.charCodeAt(at + 2) === mark)) {
    return false
  }
  return isHan(text.charCodeAt(at - 1)) && isHan(text.charCodeAt(at + 1))
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
const buildTable = ({ folds, noise }: CompiledCharacters): Uint16Array => {
  const table = new Uint16Array(65536)
  for (let code = 1; code < 65536; code++) table[code] = code
  for (let at = 0; at < noise.length; at++) table[noise.charCodeAt(at)] = NOISE
  // What folds to noise is noise. Folds are settled: no target folds on to something else.
  for (let at = 0; at + 1 < folds.length; at += 2) {
    const target = folds.charCodeAt(at + 1)
    table[folds.charCodeAt(at)] = table[target] === NOISE ? NOISE : target
  }
  return table
}

/** The table for running text: what needs a look around is a sign below FIRST_PLAIN, so that one test tells it. */
const withSigns = (table: Uint16Array): Uint16Array => {
  const signOf = new Uint8Array(65536)
  signOf[QUOTE] = STRAIGHT_QUOTE
  numberMarks.forEach((mark, index) => (signOf[mark] = FIRST_NUMBER_MARK + index))
  separators.forEach((mark, index) => (signOf[mark] = FIRST_SEPARATOR + index))
  const signs = new Uint16Array(65536)
  for (let unit = 0; unit < 65536; unit++) {
    const code = table[unit] ?? NOISE
    signs[unit] = signOf[code] || code
  }
  return signs.fill(SURROGATE, 0xd800, 0xe000)
}

/** Makes a folder for one set of character tables. Both functions are linear in the length of the text. */
export const createFolder = (characters: CompiledCharacters): Folder => {
  const table = buildTable(characters)
  const signs = withSigns(table)
  let kept = { codes: new Uint16Array(0), starts: new Int32Array(0), ends: new Int32Array(0) }

  const reserve = (size: number): typeof kept => {
    if (kept.codes.length < size) {
      kept = { codes: new Uint16Array(size), starts: new Int32Array(size), ends: new Int32Array(size) }
    }
    return kept
  }

  /** What a sign stands for at a place of running text; NOISE where it stands for nothing. */
  const readSign = (sign: number, text: string, at: number, before: number): number => {
    if (sign === SURROGATE) return foldAstral(text.codePointAt(at) ?? 0)
    const isInNumber = isDigit(before) && isDigit(table[text.charCodeAt(at + 1) || 0] ?? NOISE)
    return isInNumber ? (numberMarks[sign - FIRST_NUMBER_MARK] ?? NOISE) : NOISE
  }

  const fold = (text: string, { from, to, quoted: open }: Part = { from: 0, to: text.length, quoted: false }): View => {
    const { codes, starts, ends } = reserve(to - from)
    const wide: number[] = []
    const look = signs
    let length = 0
    let noiseFrom = -1
    let quoted = open
    for (let at = from; at < to; at++) {
      let code = look[text.charCodeAt(at)] ?? NOISE
      if (noiseFrom < 0) {
        // Nearly all of a text is this: characters that stand for themselves, one after the other.
        while (code >= FIRST_PLAIN) {
          codes[length] = code
          starts[length] = at++
          length++
          if (at >= to) break
          code = look[text.charCodeAt(at)] ?? NOISE
        }
        if (at >= to) break
      }
      const start = at
      if (code >= FIRST_SEPARATOR && code < FIRST_PLAIN) {
        code = isDrumbeat(text, at) ? NOISE : (separatorOf[code] ?? NOISE)
      } else if (code === STRAIGHT_QUOTE) {
        code = quoted ? CLOSING_QUOTE : OPENING_QUOTE
        quoted = !quoted
      } else if (code < FIRST_PLAIN && code !== NOISE && code !== LINE_BREAK) {
        const isPair = code === SURROGATE && (text.codePointAt(at) ?? 0) > 0xffff
        code = readSign(code, text, at, noiseFrom < 0 && length > 0 ? (codes[length - 1] ?? 0) : 0)
        if (isPair) at++
      }
      if (code === NOISE) {
        if (noiseFrom < 0) noiseFrom = start
        continue
      }
      if (noiseFrom >= 0 && start - noiseFrom > MAX_NOISE_RUN) {
        codes[length] = BREAK
        starts[length] = noiseFrom
        wide.push(length, start)
        length++
      }
      noiseFrom = -1
      codes[length] = code
      starts[length] = start
      if (at > start) wide.push(length, at + 1)
      length++
    }
    return viewOf({ codes, length, starts, ends, wide })
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
