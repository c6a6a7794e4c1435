/**
 * Breaks Chinese and Latin text into lines: GB/T 15834-2011, 5.1 (no stop, comma or closing mark at the start of a line, no
 * opening mark at its end, dashes and ellipses whole) and the like rules for Latin words, which break only where they are
 * longer than a line.
 */

/** What may not stand at the start of a line. */
const CLOSING = '，。、；：？！）】》〉」』〕］｝〗”’％‰℃°…—～·,.;:?!)]}%>々〻ー'

/** What may not stand at the end of a line. */
const OPENING = '（【《〈「『〔［｛〖“‘([{<￥¥$€£#№＃＄'

/** Characters between any two of which a line may break, but for the rules above; all else makes words. */
const standsAlone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u2014\u2018-\u201d\u2026\u3000-\u303f\uff00-\uffef]/u

const isClosing = (character: string | undefined): boolean => character !== undefined && CLOSING.includes(character)
const isOpening = (character: string | undefined): boolean => character !== undefined && OPENING.includes(character)

/** Whether a line may break between two characters. */
const mayBreak = (before: string, after: string): boolean => {
  if (isClosing(after) || isOpening(before)) return false
  if (before === ' ' || before === '-' || before === '/') return after !== ' '
  if (after === ' ') return false
  return standsAlone.test(before) || standsAlone.test(after)
}

/** The pieces between which a line may break, in order; together they are the text. */
const pieces = (text: string): string[] => {
  const found: string[] = []
  let piece = ''
  let last = ''
  for (const character of text) {
    if (last !== '' && mayBreak(last, character)) {
      found.push(piece)
      piece = ''
    }
    piece += character
    last = character
  }
  if (piece !== '') found.push(piece)
  return found
}

/** Width of one character in the unit of the line's width. */
export type Measure = (character: string) => number

const widthOf = (text: string, measure: Measure): number => {
  let width = 0
  for (const character of text) width += measure(character)
  return width
}

/** Splits a full line so that what comes next does not start with a closing mark, where the line has such a place. */
const carryOver = (line: string, next: string): { kept: string; carried: string } => {
  const characters = [...line]
  let at = characters.length
  while (at > 0 && (isClosing(characters[at] ?? next) || isOpening(characters[at - 1]))) at -= 1
  if (at === 0) return { kept: line, carried: '' }
  return { kept: characters.slice(0, at).join(''), carried: characters.slice(at).join('') }
}

/** Fills lines with what cannot be broken by rule: character by character. Gives the last line, which may go on. */
const force = (text: string, { width, measure, lines }: { width: number; measure: Measure; lines: string[] }): string => {
  let line = ''
  let used = 0
  for (const character of text) {
    const own = measure(character)
    if (line !== '' && used + own > width) {
      const { kept, carried } = carryOver(line, character)
      const fits = widthOf(carried, measure) + own <= width
      lines.push(fits ? kept : line)
      line = fits ? carried : ''
      used = widthOf(line, measure)
    }
    line += character
    used += own
  }
  return line
}

/**
 * Breaks a text into lines. A line break in the text stays one; spaces at a break are dropped.
 * @param width of a line; at least one character is put on each, however narrow
 * @returns at least one line, which may be empty
 */
export const breakLines = (text: string, width: number, measure: Measure): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const piece of pieces(paragraph)) {
      const visible = piece.trimEnd()
      if (line !== '' && widthOf(line, measure) + widthOf(visible, measure) > width) {
        lines.push(line)
        line = ''
      }
      line = line === '' && widthOf(visible, measure) > width ? force(piece, { width, measure, lines }) : line + piece
    }
    return [...lines, line].map((each) => each.replace(/ +$/, ''))
  })
