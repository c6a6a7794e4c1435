import type { RunDetector } from './digit-run.ts'
import { isAmount, isPartOfCode, textBefore, wordsBefore } from './surroundings.ts'

/** Area code (010, 02x, or four digits from 03 to 09) and a local number, which begins with 2 to 8. */
const number = /^(?:0(?:10|2[0-57-9])[2-8]\d{7}|0[3-9]\d\d[2-8]\d{6,7})$/

const shapes = new Set([
  '11', '12', '3-8', '4-7', '4-8', '3-4-4', '4-4-4', '4-4-3', '4-3-4',
])

/** A fixed line with its area code. Hotlines (400, 95xxx, 12315) have none and are nobody's. */
export const detectLandline: RunDetector = ({ text, digits, shape, start, end, goesOn }) => {
  if (!number.test(digits) || !shapes.has(shape)) return null
  if (goesOn || isPartOfCode(text, start, end) || isAmount(text, start, end)) return null
  const before = textBefore(text, start)
  if (wordsBefore.otherNumbers.test(before)) return null
  const named = wordsBefore.phoneWords.test(before)
  const from = text[start - 1] === '(' && text.slice(start, end).includes(')') ? start - 1 : start
  const confidence = named ? 'certain' : shape.includes('-') ? 'likely' : 'possible'
  return { kind: 'landline', start: from, end, confidence }
}
