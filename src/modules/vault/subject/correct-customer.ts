import { enforce } from '../../../kernel/gate.ts'
import type { Correction, HolderTools } from '../../../kernel/personal-data.ts'
import { consentGate } from '../consent-gate.ts'
import { requireActive } from '../customers.ts'
import { checkedFields, type Field, isMinor } from '../fields/input.ts'
import { type FieldKind, isSensitive, kindNames } from '../fields/kinds.ts'
import { masked } from '../fields/mask.ts'
import { dataKeysOf } from '../fields/sealed-fields.ts'
import { openedFields, writeFields } from '../fields/store.ts'
import { notActive } from '../problems.ts'
import { vaultDb } from './subject-masks.ts'

const isKind = (key: string): key is FieldKind => kindNames.some((kind) => kind === key)

/** The corrections as they would be kept. @throws Problem `customer.field-unfit`, `customer.field-twice` */
export const correctedFields = (corrections: readonly Correction[]): readonly Field[] =>
  checkedFields(corrections.flatMap(({ key, value }) => (isKind(key) ? [{ kind: key, value }] : [])))

/** The values as they stand, masked. */
export const maskedValues = async (tools: HolderTools, id: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const db = vaultDb(tools)
  const customer = await db.selectFrom('customer').select(['id', 'data_key']).where('id', '=', id).executeTakeFirst()
  if (customer === undefined) return new Map()
  const opened = await openedFields({ db, secrets: tools.secrets }, [customer], keys.filter(isKind))
  return new Map((opened.get(id) ?? []).map(({ kind, value }) => [kind, masked(kind, value)]))
}

/**
 * Writes what a person wants to be otherwise, under the rules of every change.
 * @throws Problem `customer.not-active`, `customer.field-unfit`, `gate.refused`
 */
export const correctCustomer = async (tools: HolderTools, id: string, corrections: readonly Correction[]): Promise<void> => {
  const db = vaultDb(tools)
  const set = correctedFields(corrections)
  const row = await db.selectFrom('customer').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw notActive()
  const customer = requireActive(row)
  const before = (await openedFields({ db, secrets: tools.secrets }, [customer], kindNames)).get(id) ?? []
  const after = [...before.filter(({ kind }) => !set.some((field) => field.kind === kind)), ...set]
  const minor = isMinor(after, tools.now)
  enforce(
    consentGate({
      basis: customer.basis,
      separateConsent: customer.separate_consent,
      guardianConsent: customer.guardian_consent,
      sensitive: after.some(({ kind }) => isSensitive(kind, { minor })),
      minor,
    }),
  )
  const key = (await dataKeysOf({ db, secrets: tools.secrets }, [customer])).get(id)
  if (key === undefined) throw new Error('An active customer has a key')
  await writeFields({ db, now: tools.now, secrets: tools.secrets }, id, key, set)
  await db.updateTable('customer').set({ minor, changed_at: tools.now }).where('id', '=', id).execute()
  tools.record({ type: 'customer.corrected', subject: { kind: 'customer', id }, detail: { kinds: set.map(({ kind }) => kind) } })
}
