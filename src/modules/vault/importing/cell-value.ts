import type { Field } from '../fields/input.ts'
import { type FieldKind, fieldKinds } from '../fields/kinds.ts'
import { isFitting, normalised } from '../fields/normalise.ts'
import type { FaultCode } from './faults.ts'
import { readDate } from './read-date.ts'
import type { Cell } from './reading/table.ts'

/** Kinds of nothing but digits, which spreadsheets take for figures. */
const digitKinds: readonly FieldKind[] = ['mobile', 'landline', 'id-card', 'bank-card', 'plate']

/** Control characters but line breaks, noncharacters, the sign for what could not be decoded, halves of signs. */
const unstorable = /[^\P{Cc}\t\n\r]|[\uFFFD\uFFFE\uFFFF]|\p{Cs}/u
/** What nobody sees and spreadsheets and chats leave behind. */
const unseen = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g
const scientific = /^\d(?:\.\d+)?[eE]\+?\d{1,3}$/
/** What a spreadsheet would run. A plus before a digit is the beginning of a telephone number. */
const formula = /^(?:[=@]|[+-][^\d\s(（])/
/** Beyond this a figure of a spreadsheet has fewer digits than the number had (IEEE 754; Excel keeps 15). */
const surestDigits = 15

type Judged = { field: Field } | { fault: FaultCode } | null

/**
 * What a cell says, as it will be kept; null for an empty one. A wrong one is named by a code, never by its value.
 * @param kind what the column holds
 */
export const cellValue = (kind: FieldKind, cell: Cell): Judged => {
  if (typeof cell !== 'string' && cell.as === 'error') return { fault: 'error-cell' }
  if (typeof cell !== 'string' && cell.as === 'formula') return { fault: 'formula' }
  const shown = (typeof cell === 'string' ? cell : cell.text).replaceAll(unseen, '').trim()
  if (shown === '') return null
  if (unstorable.test(shown)) return { fault: 'unstorable' }
  const written = digitKinds.includes(kind) ? digits(shown, typeof cell !== 'string') : shown
  if (written === null) return { fault: 'digits-lost' }
  if (formula.test(written)) return { fault: 'formula' }
  const text = kind === 'birthday' ? readDate(written, { serial: typeof cell !== 'string' }) : written
  if (text === null) return { fault: 'no-date' }
  const value = normalised(kind, text)
  if (value.length > fieldKinds[kind].longest) return { fault: 'too-long' }
  if (kind === 'id-card' && /^\d{15}$/.test(value)) return { fault: 'id-card-15' }
  return isFitting(kind, value) ? { field: { kind, value } } : { fault: 'unfit' }
}

/** A number as it was before a spreadsheet took it for a figure; null where digits are lost. */
const digits = (text: string, figure: boolean): string | null => {
  if (figure) {
    const value = Number(text)
    if (!Number.isFinite(value)) return text
    return Number.isSafeInteger(value) && String(value).length <= surestDigits ? String(value) : null
  }
  if (scientific.test(text)) return null
  // As programs write figures that they read from a spreadsheet.
  return text.replace(/^(\d{5,15})\.0+$/, '$1')
}
