import { z } from 'zod'
import { findPersonalData } from '../../../screening/index.ts'
import { beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { fieldTwice, fieldUnfit, personalDataInNote } from '../problems.ts'
import { type FieldKind, fieldKinds, kindNames } from './kinds.ts'
import { isFitting, normalised } from './normalise.ts'

export const kindField = z.enum(kindNames)

/** One value as somebody typed it; shape and check digits are judged by `checkedFields`, by kind. */
export const typedField = z.strictObject({ kind: kindField, value: z.string().trim().min(1).max(500) })

export type Field = { kind: FieldKind; value: string }

/**
 * The fields as they are kept.
 * @throws Problem `customer.field-unfit`, `customer.field-twice` naming the kind, never the value
 */
export const checkedFields = (typed: readonly Field[]): readonly Field[] => {
  const seen = new Set<FieldKind>()
  return typed.map(({ kind, value }) => {
    const field = fieldKinds[kind].title.zh
    if (seen.has(kind)) throw fieldTwice({ field })
    seen.add(kind)
    const kept = normalised(kind, value)
    if (!isFitting(kind, kept)) throw fieldUnfit({ field })
    return { kind, value: kept }
  })
}

/**
 * Keeps personal data out of texts that go into the ledger or stand in clear: what screening recognises, and values that are
 * at hand.
 * @throws Problem `customer.personal-data-in-note`
 */
export const refusePersonalData = (title: Sentence, text: string, values: readonly string[] = []): void => {
  const plain = text.normalize('NFKC')
  const named = values.some((value) => value.length >= 2 && plain.includes(value))
  if (named || findPersonalData(plain).some(({ confidence }) => confidence !== 'possible')) {
    throw personalDataInNote({ field: title.zh })
  }
}

const childhoodYears = 14

/** Whether the person is under fourteen, as far as the fields say (个人信息保护法第三十一条). */
export const isMinor = (fields: readonly Field[], now: Date): boolean => {
  const valueOf = (wanted: FieldKind): string | undefined => fields.find(({ kind }) => kind === wanted)?.value
  const identity = valueOf('id-card')
  const born = [
    valueOf('birthday'),
    identity === undefined ? undefined : `${identity.slice(6, 10)}-${identity.slice(10, 12)}-${identity.slice(12, 14)}`,
  ]
  const today = beijingDate(now)
  const limit = `${Number(today.slice(0, 4)) - childhoodYears}${today.slice(4)}`
  return born.some((date) => date !== undefined && date > limit)
}
