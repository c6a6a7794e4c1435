import { consentGate } from '../consent-gate.ts'
import { type Field, isMinor } from '../fields/input.ts'
import { isSensitive } from '../fields/kinds.ts'
import type { Basis } from '../origin.ts'
import { cellValue } from './cell-value.ts'
import type { Columns } from './columns.ts'
import type { Fault, FaultCode } from './faults.ts'
import type { RawRow } from './reading/table.ts'

/** The right by which a whole batch may be kept. */
export type BatchConsent = { basis: Basis; separate: boolean; guardian: boolean }

/** A row that may be written. */
export type ReadyRow = { row: number; fields: readonly Field[]; minor: boolean }

/** The reasons for which a row may not be kept at all, of the gate that every registration passes. */
export const gateFaults = (fields: readonly Field[], minor: boolean, { basis, separate, guardian }: BatchConsent): readonly FaultCode[] =>
  consentGate({
    basis,
    separateConsent: separate,
    guardianConsent: guardian,
    sensitive: fields.some(({ kind }) => isSensitive(kind, { minor })),
    minor,
  }).reasons.map(({ code }) => code as FaultCode)

/** Judges one row: every cell of a chosen column, then the consent that its data need. Pure. */
export const checkRow = (raw: RawRow, columns: Columns, consent: BatchConsent, now: Date): { ready: ReadyRow } | { faults: readonly Fault[] } => {
  const row = raw.number
  if (raw.wrong !== undefined) return { faults: [{ row, column: null, kind: null, code: raw.wrong }] }
  const [fields, faults]: [Field[], Fault[]] = [[], []]
  columns.forEach((kind, at) => {
    const judged = kind === null ? null : cellValue(kind, raw.cells[at] ?? '')
    if (judged === null) return
    if ('field' in judged) fields.push(judged.field)
    else faults.push({ row, column: at + 1, kind, code: judged.fault })
  })
  if (faults.length > 0) return { faults }
  if (fields.length === 0) return { faults: [{ row, column: null, kind: null, code: 'no-field' }] }
  const minor = isMinor(fields, now)
  const reasons = gateFaults(fields, minor, consent)
  if (reasons.length > 0) return { faults: reasons.map((code) => ({ row, column: null, kind: null, code })) }
  return { ready: { row, fields, minor } }
}
