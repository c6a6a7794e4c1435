import { identityCheck } from './check-digits.ts'
import type { RunDetector } from './digit-run.ts'
import { isPartOfCode, textBefore, wordsBefore } from './surroundings.ts'

/** First two digits of the region (GB/T 2260), with Taiwan, Hong Kong and Macao and their residence permits. */
const region = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])(?!0000)/

const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const hasDate = (digits: string, at: number, years: 2 | 4): boolean => {
  const year = Number(digits.slice(at, at + years)) + (years === 2 ? 1900 : 0)
  const month = Number(digits.slice(at + years, at + years + 2))
  const day = Number(digits.slice(at + years + 2, at + years + 4))
  return year >= 1900 && year <= 2099 && isDate(year, month, day)
}

/** X stands for 10; in print it may be small, and a space may stand before it. */
const checkLetter = /^[ -]?[Xx](?![0-9A-Za-z])/

/**
 * An identity number of 18 digits (GB 11643-1999: region, date of birth, check character) or of 15, as before 1999. One
 * whose check character is wrong counts only where the text calls it an identity number: people mistype.
 */
export const detectIdentityCard: RunDetector = ({ text, digits, start, end, goesOn }) => {
  if (digits.length < 15 || !region.test(digits)) return null
  if (digits.length === 15) {
    if (!hasDate(digits, 6, 2) || goesOn || isPartOfCode(text, start, end)) return null
    const before = textBefore(text, start)
    if (wordsBefore.otherNumbers.test(before)) return null
    return { kind: 'id-card', start, end, confidence: wordsBefore.identityWords.test(before) ? 'certain' : 'possible' }
  }
  if ((digits.length !== 17 && digits.length !== 18) || !hasDate(digits, 6, 4)) return null
  const letter = digits.length === 17 ? (checkLetter.exec(text.slice(end, end + 3))?.[0] ?? '') : ''
  if (digits.length === 17 && letter === '') return null
  const to = end + letter.length
  if (isPartOfCode(text, start, to)) return null
  const fits = identityCheck(digits) === (letter === '' ? digits[17] : 'X')
  const named = wordsBefore.identityWords.test(textBefore(text, start))
  if (!fits && !named) return null
  return { kind: 'id-card', start, end: to, confidence: fits ? 'certain' : 'likely' }
}
