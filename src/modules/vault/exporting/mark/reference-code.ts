import { createHmac, type KeyObject } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const front = 5
const back = 8

/** Odds that a code which this export did not give fits it: eight signs of 32. */
export const codeOdds = 1 / 32 ** back

const letters = (bytes: Uint8Array, count: number): string => Array.from(bytes.subarray(0, count), (byte) => alphabet[byte & 31]).join('')

const checkOf = (key: KeyObject, first: string): string => letters(createHmac('sha256', key).update(`code\0${first}`).digest(), back)

/** The number of a row in an export: looks like any other number, and is proof by itself of the export that it came from. */
export const referenceCode = (key: KeyObject, rowId: string): string => {
  const first = letters(createHmac('sha256', key).update(`row\0${rowId}`).digest(), front)
  return `${first}-${checkOf(key, first)}`
}

/** The code that a cell holds, or null. */
export const codeIn = (text: string): string | null => {
  const cell = text.normalize('NFKC').replaceAll(/[\p{Cf}\s]/gu, '').toUpperCase()
  return /^[A-Z2-7]{5}-[A-Z2-7]{8}$/.test(cell) ? cell : null
}

/** Whether this export gave the code. */
export const isCodeOf = (key: KeyObject, code: string): boolean => checkOf(key, code.slice(0, front)) === code.slice(front + 1)
