import type { Candidate } from './types.ts'

/** With one of these every plate begins. */
export const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

/**
 * Plates of GA 36-2018: province, city letter (no I, no O), five signs with at most two letters, the last may say what
 * the car does; plates of new energy have six signs, with D or F (and later letters) first for small, last for large.
 */
const plate = new RegExp(
  `[${provinces}][A-HJ-NP-Z][ ·.-]?(?:[DABCEFGHJK](?:[A-HJ-NP-Z]\\d{4}|\\d{5})|\\d{5}[DABCEFGHJK]|` +
    `(?![A-Z]{3})(?=[A-Z0-9]{0,4}\\d)[A-HJ-NP-Z0-9]{4}(?:[A-HJ-NP-Z0-9]|[挂学警港澳领]))(?![0-9A-Za-z])`,
  'g',
)

/** 全新A12345 is a new model, 北京A12345 no plate: the sign belongs to the word before it. */
const wordBefore = /(?:[全最更焕创上革崭清]新|[北南东]京|天津|重庆|四川|内蒙|[浙黑]?江苏?|西藏|[河湖]南|甘肃|青海|海南)$/

const saysPlate = /(?:车牌|牌照|号牌|车号)[号码是为]{0,2}[\s:]{0,2}$/

const digitsIn = (text: string): number => text.replace(/\D/g, '').length

/** Number plates of cars. */
export const findPlates = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (const match of text.matchAll(plate)) {
    const start = match.index
    if (digitsIn(match[0]) < 3) continue
    const before = text.slice(Math.max(0, start - 8), start)
    const named = saysPlate.test(before)
    if (!named && wordBefore.test(before + (text[start] ?? ''))) continue
    found.push({ kind: 'plate', start, end: start + match[0].length, confidence: named ? 'certain' : 'likely' })
  }
  return found
}
