import { luhnFits } from './check-digits.ts'
import type { RunDetector } from './digit-run.ts'
import { isAmount, isPartOfCode, textBefore, wordsBefore } from './surroundings.ts'

/** First digits and lengths of UnionPay and of the older cards of Chinese banks: hardly anything else looks like it. */
const chinese = /^(?:62\d{14,17}|9558\d{12,15}|60(?:13|14|32|33|36|38)\d{12,15}|6858\d{12}|6907\d{12,15})$/

/** Cards of the international networks: as many numbers of other kinds look like these. */
const foreign = new RegExp(
  '^(?:4\\d{15}|5[1-5]\\d{14}|2(?:22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}|' +
    '3[47]\\d{13}|35(?:2[89]|[3-8]\\d)\\d{12}|3(?:0[0-5]|[689]\\d)\\d{11})$',
)

const printed = /^(?:4-4-4-[1-4]|4-4-4-4-[1-4]|4-6-[45]|6-13|6-10)$/

/** A payment card: known first digits, length and check digit (Luhn). */
export const detectBankCard: RunDetector = ({ text, digits, shape, start, end, single, goesOn }) => {
  if (digits.length < 14) return null
  const isChinese = chinese.test(digits)
  if ((!isChinese && !foreign.test(digits)) || !luhnFits(digits)) return null
  if (goesOn || isPartOfCode(text, start, end)) return null
  if (shape.includes('-') && !single && !printed.test(shape)) return null
  const before = textBefore(text, start)
  const named = wordsBefore.bankWords.test(before)
  if (!named && (isAmount(text, start, end) || wordsBefore.otherNumbers.test(before))) return null
  const confidence = named ? 'certain' : isChinese || shape.includes('-') ? 'likely' : 'possible'
  return { kind: 'bank-card', start, end, confidence }
}
