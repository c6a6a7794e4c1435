/** The letter O is written for zero to get past a filter; with digits around it, it is one. */
const signs = ['零〇○oO', '一壹幺', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖']

const NONE = 0
const GAP = 1
/** A digit is 16 and itself, a Chinese numeral 32 and its digit. */
const DIGIT = 16
const NUMERAL = 32

const buildTable = (): Uint8Array => {
  const table = new Uint8Array(65536)
  for (const gap of ' -·,/_') table[gap.charCodeAt(0)] = GAP
  for (let digit = 0; digit < 10; digit++) table[0x30 + digit] = DIGIT + digit
  signs.forEach((same, digit) => {
    for (const sign of same) table[sign.charCodeAt(0)] = NUMERAL + digit
  })
  return table
}

const table = buildTable()

const classAt = (text: string, at: number): number => table[text.charCodeAt(at)] ?? NONE

/** Shorter runs are years, dates and ordinals. */
const LEAST_DIGITS = 11

/**
 * The same text with long runs of Chinese numerals (一三八 …) written in digits, every place kept; null when there is
 * none. Digits and numerals may be mixed, and a single sign may stand between two.
 */
export const inDigits = (text: string): string | null => {
  let out = ''
  let copied = 0
  for (let at = 0; at < text.length; at++) {
    if (classAt(text, at) < DIGIT) continue
    let digits = 0
    let changed = false
    let end = at
    for (; end < text.length; end++) {
      const found = classAt(text, end)
      if (found >= DIGIT) {
        digits++
        changed ||= found >= NUMERAL
      } else if (found === NONE || classAt(text, end - 1) === GAP) break
    }
    if (changed && digits >= LEAST_DIGITS) {
      out += text.slice(copied, at)
      for (let place = at; place < end; place++) {
        const found = classAt(text, place)
        out += found >= DIGIT ? String(found % DIGIT) : (text[place] ?? '')
      }
      copied = end
    }
    at = end
  }
  return copied === 0 ? null : out + text.slice(copied)
}
