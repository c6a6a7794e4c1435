import { type FieldKind, exactKinds } from '../../fields/kinds.ts'
import { isFitting, normalised } from '../../fields/normalise.ts'
import { type Observation, observe } from '../mark/export-mark.ts'
import { codeIn } from '../mark/reference-code.ts'

/** The cells of a leaked file, row by row; which column is what, it need not say. */
export type LeakedRows = readonly (readonly string[])[]

/** Distinct values that are compared: three thousand coins are far more than anybody needs. */
const mostObservations = 3_000
const mostCodes = 3_000
/** Rows whose customer is looked for, by one number each. */
const mostIdentified = 1_000

/** A value by which a customer is found, as it is kept. */
export type Identifier = { kind: FieldKind; value: string }

export type Leak = {
  rows: number
  observations: readonly Observation[]
  codes: readonly string[]
  /** Of each row that has any, what may name its customer, in the order of the file. */
  identified: readonly (readonly Identifier[])[]
}

/** Longer cells name nobody. */
const longestIdentifier = 254

/** What a cell may be, by shape: a leaked file need have no heading. Texts on which no number can stand are passed over. */
const identifiersIn = (cell: string): readonly Identifier[] => {
  if (cell.length > longestIdentifier || !/[\d@]/.test(cell.normalize('NFKC'))) return []
  // Numbers that a spreadsheet took for a figure.
  const text = /^\d{11}\.0+$/.test(cell) ? cell.replace(/\.0+$/, '') : cell
  const kind = exactKinds.find((one) => looksLike[one]?.test(normalised(one, text)) === true && isFitting(one, normalised(one, text)))
  return kind === undefined ? [] : [{ kind, value: normalised(kind, text) }]
}

/** A quick look before the exact one. */
const looksLike: Readonly<Partial<Record<FieldKind, RegExp>>> = {
  mobile: /^1\d{10}$/,
  landline: /^0\d{9,11}$/,
  email: /@/,
  'id-card': /^\d{17}[\dX]$/,
  'bank-card': /^\d{14,19}$/,
  plate: /^\p{Script=Han}[A-Z][0-9A-Z]{5,6}$/u,
  wechat: /^[a-z][-_a-z0-9]*\d[-_a-z0-9]*$/,
  'wecom-id': /^(?:wm|wo)[\w-]{8,62}$/,
}

/** Everything of a leaked file that can tell where it comes from. */
export const readLeak = (rows: LeakedRows): Leak => {
  const observations = new Map<string, Observation>()
  const codes = new Set<string>()
  const identified: (readonly Identifier[])[] = []
  for (const row of rows) {
    for (const cell of row) {
      const code = codes.size < mostCodes ? codeIn(cell) : null
      if (code !== null) codes.add(code)
      const seen = observations.size < mostObservations && code === null ? observe(cell) : null
      if (seen !== null) {
        const name = `${seen.family}\0${seen.value}`
        // The first writing counts: which one, hangs on the file and on no key.
        if (!observations.has(name)) observations.set(name, seen)
      }
    }
    if (identified.length < mostIdentified) {
      const found = row.flatMap(identifiersIn)
      if (found.length > 0) identified.push(found)
    }
  }
  return { rows: rows.length, observations: [...observations.values()], codes: [...codes], identified }
}
