import type { RunDetector } from './digit-run.ts'
import { isAmount, isPartOfCode, textBefore, wordsBefore } from './surroundings.ts'

/** Prefixes that the ministry has given to mobile networks (电信网编号计划 2017, and what was added since). */
const prefix = /^1(?:3\d|4[014-9]|5[0-35-9]|6[25-7]|7[0-8]|8\d|9[0-35-9])/

const shapes = new Set([
  '11', '3-4-4', '3-8', '7-4', '3-3-5', '3-5-3', '4-4-3', '4-3-4', '5-6', '6-5', '3-4-2-2', '3-2-3-3', '3-2-2-2-2',
])

/** +86, 86, 0086 before the number, with or without a sign between. */
const country = /(?:\+|\(\+?|00)86[\s\-)]{0,2}$/

/** A mobile number of mainland China: 11 digits, with or without the country code, in the usual ways of writing. */
export const detectMobile: RunDetector = ({ text, digits, shape, start, end, single, goesOn }) => {
  const coded = /^(?:00)?86(?=1\d{10}$)/.exec(digits)?.[0].length ?? 0
  const number = digits.slice(coded)
  if (number.length !== 11 || !prefix.test(number)) return null
  const before = textBefore(text, start)
  if (coded > 0) {
    const plus = text[start - 1] === '+'
    if (!plus && coded === 2 && !wordsBefore.phoneWords.test(before)) return null
    return { kind: 'mobile', start: plus ? start - 1 : start, end, confidence: 'certain' }
  }
  if (!single && !shapes.has(shape)) return null
  const code = country.exec(before)?.[0] ?? ''
  const from = start - code.length
  if (code === '' && (goesOn || isPartOfCode(text, start, end))) return null
  const named = code !== '' || wordsBefore.phoneWords.test(before)
  if (!named && (isAmount(text, start, end) || wordsBefore.otherNumbers.test(before))) return null
  return { kind: 'mobile', start: from, end, confidence: named ? 'certain' : 'likely' }
}
