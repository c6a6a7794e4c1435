import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Place } from '../../../kernel/secrets/envelope.ts'
import type { SealedColumn } from '../../../kernel/secrets/rotation.ts'
import { open, seal } from '../../../kernel/secrets/seal.ts'
import { openerOf, sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import type { SuiteName } from '../../../kernel/secrets/suite.ts'
import type { VaultContext } from '../scope.ts'
import type { FieldKind } from './kinds.ts'

/** The one sealed column of the vault: a rotation moves the customers' keys and opens no field. */
export const dataKeyColumn: SealedColumn = { table: 'customer', column: 'data_key', id: 'id' }

const dataKeyBytes = 32
const placeOfKey = (customerId: string): Place => ({ table: 'customer', column: 'data_key', row: customerId })

/** What a field's bytes are bound to: moved to another kind or another customer, they do not open. */
const placeOfField = (kind: FieldKind, customerId: string): string => `customer_field|${kind}|${customerId}`

type Tools = Pick<VaultContext, 'db' | 'now' | 'secrets'>

/** Makes the key of one customer after the other: the key, and the envelope to keep. */
export const dataKeysIn = async (
  ctx: Tools,
): Promise<(customerId: string) => { key: KeyObject; envelope: Uint8Array }> => {
  const sealInEnvelope = await sealerIn(ctx)
  return (customerId) => {
    const bytes = randomBytes(dataKeyBytes)
    return { key: createSecretKey(bytes), envelope: sealInEnvelope(bytes.toString('base64'), placeOfKey(customerId)) }
  }
}

/**
 * The keys of these customers, by customer; one whose key was destroyed is absent.
 * @throws CannotOpen when an envelope is not as sealed
 */
export const dataKeysOf = async (
  ctx: Pick<Tools, 'db' | 'secrets'>,
  customers: readonly { id: string; data_key: Uint8Array | null }[],
): Promise<ReadonlyMap<string, KeyObject>> => {
  const kept = customers.flatMap(({ id, data_key: envelope }) => (envelope === null ? [] : [{ id, envelope }]))
  const openEnvelope = await openerOf(ctx, kept.map(({ envelope }) => envelope))
  return new Map(
    kept.map(({ id, envelope }) => [id, createSecretKey(Buffer.from(openEnvelope(envelope, placeOfKey(id)), 'base64'))]),
  )
}

type FieldPlace = { kind: FieldKind; customerId: string }

/** Seals one normalised value under its customer's key. */
export const sealField = (key: KeyObject, suite: SuiteName, value: string, { kind, customerId }: FieldPlace): Uint8Array =>
  new Uint8Array(seal(key, Buffer.from(value), placeOfField(kind, customerId), suite))

/** @throws CannotOpen when it was sealed for another kind or customer, or was changed */
export const openField = (key: KeyObject, sealed: Uint8Array, { kind, customerId }: FieldPlace): string =>
  open(key, sealed, placeOfField(kind, customerId)).toString()
