/**
 * Envelope encryption of values at rest. Each value has a data key of its own, wrapped by a key-encryption key whose
 * version the value names: changing that key touches the wrapping alone and never opens the value.
 *
 *     0x02 | version of the key-encryption key (4 bytes, big endian) | wrapped data key (61 or 81) | sealed value
 *
 * Both inner parts are made by `seal`, bound to table, column and row; the first byte of each names its suite.
 */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { CannotOpen, open, overheadOf, seal, suiteOf } from './seal.ts'
import type { SuiteName } from './suite.ts'

const FORMAT = 0x02
const DATA_KEY_BYTES = 32
const VERSION_AT = 1
const WRAPPED_AT = 5

/** Where a value is kept. A value that was copied elsewhere does not open there. */
export type Place = { table: string; column: string; row: string }

/** One version of the key-encryption key, and the suite that seals under it from now on. */
export type SealingKey = { version: number; key: KeyObject; suite: SuiteName }

/** Encrypts a value under a fresh data key. At most MAX_SEALED_BYTES. */
export function sealEnvelope(sealing: SealingKey, plaintext: Uint8Array, place: Place): Uint8Array {
  const dataKey = createSecretKey(randomBytes(DATA_KEY_BYTES))
  return joined(sealing.version, wrapDataKey(sealing, dataKey, place), seal(dataKey, plaintext, text(place), sealing.suite))
}

/**
 * Decrypts what `sealEnvelope` made.
 * @param keyOf the key-encryption key of a version; undefined when there is none any more
 * @throws CannotOpen when anything about it is not as sealed
 */
export function openEnvelope(
  keyOf: (version: number) => KeyObject | undefined,
  sealed: Uint8Array,
  place: Place,
): Buffer {
  const { dataKey, value } = unwrapped(keyOf, sealed, place)
  return open(dataKey, value, text(place))
}

/**
 * The same value, its data key wrapped by another key-encryption key. The value itself is not opened, unless it was sealed
 * by another suite: then it is sealed anew by the one in force.
 */
export function rewrapEnvelope(
  keyOf: (version: number) => KeyObject | undefined,
  next: SealingKey,
  sealed: Uint8Array,
  place: Place,
): Uint8Array {
  const { dataKey, value } = unwrapped(keyOf, sealed, place)
  if (suiteOf(value) !== next.suite) return sealEnvelope(next, open(dataKey, value, text(place)), place)
  return joined(next.version, wrapDataKey(next, dataKey, place), value)
}

/**
 * Which version of the key-encryption key a value needs.
 * @throws CannotOpen when these are not the bytes of an envelope
 */
export function versionOf(sealed: Uint8Array): number {
  if (sealed[0] !== FORMAT || sealed.length <= sealedAt(sealed)) throw new CannotOpen()
  return Buffer.from(sealed).readUInt32BE(VERSION_AT)
}

/** The first bytes of every value under this version: what a count or a search in the database goes by. */
export function prefixOf(version: number): Uint8Array {
  const prefix = Buffer.alloc(WRAPPED_AT, FORMAT)
  prefix.writeUInt32BE(version, VERSION_AT)
  return new Uint8Array(prefix)
}

const text = ({ table, column, row }: Place): string => `${table}|${column}|${row}`

/** Where the sealed value begins: the wrapping before it is as long as its suite makes it. */
const sealedAt = (sealed: Uint8Array): number => {
  const suite = suiteOf(sealed.subarray(WRAPPED_AT))
  if (suite === undefined) throw new CannotOpen()
  return WRAPPED_AT + overheadOf(suite) + DATA_KEY_BYTES
}

const wrapDataKey = ({ key, suite }: SealingKey, dataKey: KeyObject, place: Place): Buffer =>
  seal(key, dataKey.export(), `data key of ${text(place)}`, suite)

function unwrapped(
  keyOf: (version: number) => KeyObject | undefined,
  sealed: Uint8Array,
  place: Place,
): { dataKey: KeyObject; value: Uint8Array } {
  const key = keyOf(versionOf(sealed))
  if (key === undefined) throw new CannotOpen()
  const end = sealedAt(sealed)
  const bytes = open(key, sealed.subarray(WRAPPED_AT, end), `data key of ${text(place)}`)
  return { dataKey: createSecretKey(bytes), value: sealed.subarray(end) }
}

// A plain Uint8Array: that is what both database drivers take and give.
const joined = (version: number, wrapped: Uint8Array, value: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([prefixOf(version), wrapped, value]))
