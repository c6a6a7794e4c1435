/** What a ledger entry is to cryptography: its canonical bytes (RFC 8785), its MAC, its leaf, its seal. */
import { createHmac, type KeyObject } from 'node:crypto'
import canonicalize from 'canonicalize'
import { hashLeaf } from './merkle.ts'

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject
export type JsonObject = { readonly [key: string]: JsonValue }

/** An entry as it is hashed. What is not known is left out, never undefined. */
export type LedgerEntry = {
  /** UUID in lower case. */
  readonly id: string
  /** UTC with milliseconds, as Date.toISOString writes it. */
  readonly at: string
  readonly operation: string
  readonly type: string
  readonly actor: { readonly kind: string; readonly id?: string; readonly name?: string }
  readonly subject: { readonly kind: string; readonly id: string } | null
  readonly detail: JsonObject
  readonly origin: {
    readonly ip?: string
    readonly device?: string
    readonly session?: string
    readonly request?: string
  }
}

/** Bytes of the canonical form: 64 KiB of detail and room for the rest. */
export const MAX_ENTRY_BYTES = 98_304
const MAX_DEPTH = 16
const MAX_FIELD = 1_000

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const UTC_MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const ENTRY_FIELDS = ['id', 'at', 'operation', 'type', 'actor', 'subject', 'detail', 'origin']
// One key serves two purposes; the label keeps an entry from ever being read as a seal.
const ENTRY_LABEL = 'weidun ledger entry v1\0'
const SEAL_LABEL = 'weidun ledger seal v1\0'

/** An entry that cannot be hashed the same way twice; the message names the field, never its content. */
export class EntryNotCanonical extends Error {
  override readonly name = 'EntryNotCanonical'
}

/**
 * Canonical JSON (RFC 8785) of plain data. Strict: undefined, functions, dates, class instances, holes, lone
 * surrogates, NaN and U+0000 (which jsonb cannot hold) are refused, because two readers would disagree on them.
 * @throws EntryNotCanonical
 */
export function canonicalJson(value: unknown): Buffer {
  refuseUnsafe(value, '$', 0)
  return Buffer.from(canonicalize(value) ?? '')
}

/**
 * Canonical bytes of an entry: exactly the known fields, each in form.
 * @throws EntryNotCanonical
 */
export function canonicalEntry(entry: LedgerEntry): Buffer {
  const fields = fieldsOf(entry, { path: '$', required: ENTRY_FIELDS, optional: [] })
  if (typeof fields['id'] !== 'string' || !UUID.test(fields['id'])) refuse('$.id', 'is no UUID in lower case')
  requireInstant(fields['at'])
  requireText(fields['operation'], '$.operation')
  requireText(fields['type'], '$.type')
  requireTexts(fields['actor'], { path: '$.actor', required: ['kind'], optional: ['id', 'name'] })
  if (fields['subject'] !== null) {
    requireTexts(fields['subject'], { path: '$.subject', required: ['kind', 'id'], optional: [] })
  }
  if (!isPlainObject(fields['detail'])) refuse('$.detail', 'is no object')
  requireTexts(fields['origin'], { path: '$.origin', required: [], optional: ['ip', 'device', 'session', 'request'] })
  const bytes = canonicalJson(entry)
  if (bytes.length > MAX_ENTRY_BYTES) refuse('$', `has more than ${MAX_ENTRY_BYTES} bytes`)
  return bytes
}

/** The leaf of an entry in the Merkle tree: RFC 6962 leaf hash of its canonical bytes. @throws EntryNotCanonical */
export function leafHash(entry: LedgerEntry): Buffer {
  return hashLeaf(canonicalEntry(entry))
}

/**
 * HMAC-SHA-256 over the entry. Written with the row, so that a row inserted or changed by somebody who has the
 * database but not the key shows by itself, sealed or not.
 * @throws EntryNotCanonical
 */
export function entryMac(key: KeyObject, entry: LedgerEntry): Buffer {
  return macOfBytes(key, canonicalEntry(entry))
}

/** Leaf hash and MAC from one canonical form: half the work where both are needed. @throws EntryNotCanonical */
export function entryMarks(key: KeyObject, entry: LedgerEntry): { leafHash: Buffer; mac: Buffer } {
  const bytes = canonicalEntry(entry)
  return { leafHash: hashLeaf(bytes), mac: macOfBytes(key, bytes) }
}

/**
 * HMAC-SHA-256 over a leaf at its place. The tree shows that something is wrong; the seal shows where: without the
 * key nobody can move a leaf to another index, so a removed or inserted entry is named and not only noticed.
 */
export function leafSeal(
  key: KeyObject,
  leaf: { readonly index: number; readonly entryId: string; readonly leafHash: Uint8Array },
): Buffer {
  const index = Buffer.alloc(8)
  index.writeBigUInt64BE(BigInt(leaf.index))
  return createHmac('sha256', key).update(SEAL_LABEL).update(index).update(leaf.leafHash).update(leaf.entryId).digest()
}

function macOfBytes(key: KeyObject, bytes: Uint8Array): Buffer {
  return createHmac('sha256', key).update(ENTRY_LABEL).update(bytes).digest()
}

function refuse(path: string, problem: string): never {
  throw new EntryNotCanonical(`ledger entry: ${path} ${problem}`)
}

function refuseUnsafe(value: unknown, path: string, depth: number): void {
  if (depth > MAX_DEPTH) refuse(path, `is nested deeper than ${MAX_DEPTH}`)
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'string') return refuseUnsafeText(value, path)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) refuse(path, 'is no finite number')
  } else if (Array.isArray(value)) {
    // By index, so that a hole shows as undefined.
    for (let index = 0; index < value.length; index += 1) refuseUnsafe(value[index], `${path}[${index}]`, depth + 1)
  } else if (isPlainObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      refuseUnsafeText(key, path)
      refuseUnsafe(member, `${path}.${key}`, depth + 1)
    }
  } else {
    refuse(path, 'is no JSON value')
  }
}

function refuseUnsafeText(text: string, path: string): void {
  if (!text.isWellFormed() || text.includes('\0')) refuse(path, 'has characters that cannot be stored')
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0
}

type Form = { readonly path: string; readonly required: readonly string[]; readonly optional: readonly string[] }

function fieldsOf(value: unknown, { path, required, optional }: Form): Record<string, unknown> {
  if (!isPlainObject(value)) return refuse(path, 'is no object')
  for (const key of required) if (!Object.hasOwn(value, key)) refuse(`${path}.${key}`, 'is missing')
  for (const key of Object.keys(value)) {
    if (!required.includes(key) && !optional.includes(key)) refuse(path, 'has a field that does not belong there')
  }
  return value
}

function requireTexts(value: unknown, form: Form): void {
  const fields = fieldsOf(value, form)
  for (const [key, text] of Object.entries(fields)) requireText(text, `${form.path}.${key}`)
}

function requireText(value: unknown, path: string): void {
  const sound = typeof value === 'string' && value.length <= MAX_FIELD
  if (!sound) refuse(path, `is no text of at most ${MAX_FIELD} characters`)
}

function requireInstant(value: unknown): void {
  const sound = typeof value === 'string' && UTC_MILLISECONDS.test(value)
  const time = sound ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time) || new Date(time).toISOString() !== value) refuse('$.at', 'is no UTC time with milliseconds')
}
