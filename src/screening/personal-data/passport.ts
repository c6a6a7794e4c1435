import { textBefore, wordsBefore } from './surroundings.ts'
import type { Candidate } from './types.ts'

/**
 * Passports of the People's Republic (E, G, D, S, P and the older 14 and 15), of Hong Kong and Macao (K, H, MA), and
 * permits to travel between them (C, W, H, M, T, L with eight or ten digits).
 */
const document = new RegExp(
  '(?<![0-9A-Za-z])(?:E[A-HJ-NP-Z]\\d{7}|[EGHK]\\d{8}|(?:D|DE|S|SE|P|PE|MA)\\d{7,8}|1[45]\\d{7}|' +
    '[CW][A-HJ-NP-Z0-9]\\d{7}|[HMTL]\\d{8}(?:\\d\\d)?)(?![0-9A-Za-z])',
  'gi',
)

/** Numbers of passports and travel permits, where the text says that they are: the shape alone is any product code. */
export const findPassports = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (const match of text.matchAll(document)) {
    if (!wordsBefore.travelWords.test(textBefore(text, match.index))) continue
    found.push({ kind: 'passport', start: match.index, end: match.index + match[0].length, confidence: 'certain' })
  }
  return found
}
