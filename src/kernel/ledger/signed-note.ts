/**
 * Signed notes: text with Ed25519 signatures under it, as specified at https://c2sp.org/signed-note. Any tool that
 * reads Go's checksum database or a transparency log reads them.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** A note may carry the cosignatures of many witnesses; past this size it is refused unread. */
export const MAX_NOTE_BYTES = 131_072
const MAX_SIGNATURES = 100
const ED25519 = 0x01
const SIGNATURE_BYTES = 64
const SIGNATURE_LINE = /^— ([^ ]+) ([A-Za-z0-9+/]+={0,2})$/u
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/
const KEY_NAME = /^[^\s+\p{Z}\p{Cc}]{1,200}$/u
// Every ASCII control character but the newline; those from U+007F on are allowed.
const FORBIDDEN = /[^\P{Cc}\n\x7f-\x9f]/u

/** Who may have signed: a name, its key id as 8 hex digits, the public key. */
export type NoteVerifier = { readonly name: string; readonly keyId: string; readonly publicKey: KeyObject }

/** Who signs. */
export type NoteSigner = { readonly name: string; readonly privateKey: KeyObject }

export type OpenedNote = { valid: true; text: string; signedBy: NoteVerifier } | { valid: false; reason: string }

/** The verifier of a name and an Ed25519 public (or private) key. Throws for a name that a note cannot carry. */
export function noteVerifier(name: string, key: KeyObject): NoteVerifier {
  if (!KEY_NAME.test(name)) throw new RangeError('a key name has 1 to 200 characters, no space and no plus')
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const keyId = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ED25519))
    .update(rawPublicKey(publicKey))
    .digest()
    .toString('hex', 0, 4)
  return { name, keyId, publicKey }
}

/** The verifier as one line to hand out, `name+key id+base64(0x01 || public key)`, the form of Go's note package. */
export function formatVerifierKey(verifier: NoteVerifier): string {
  const key = Buffer.concat([Buffer.of(ED25519), rawPublicKey(verifier.publicKey)])
  return `${verifier.name}+${verifier.keyId}+${key.toString('base64')}`
}

/** Reads such a line. Throws a RangeError when it is malformed, of another algorithm, or its key id does not fit. */
export function parseVerifierKey(line: string): NoteVerifier {
  const [, name, keyId, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(line) ?? []
  const bytes = encoded === undefined ? undefined : decodeBase64(encoded)
  if (name === undefined || bytes?.length !== 33 || bytes[0] !== ED25519) {
    throw new RangeError('not an Ed25519 verifier key')
  }
  const x = bytes.subarray(1).toString('base64url')
  const verifier = noteVerifier(name, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }))
  if (verifier.keyId !== keyId) throw new RangeError('the key id of this verifier key does not fit its key')
  return verifier
}

/** Signs a text. Throws a RangeError for text that a note cannot carry. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || FORBIDDEN.test(text) || !text.isWellFormed()) {
    throw new RangeError('the text of a note ends in a newline and has no other control character')
  }
  const lines = signers.map((signer) => {
    const { name, keyId } = noteVerifier(signer.name, signer.privateKey)
    const signature = sign(null, Buffer.from(text), signer.privateKey)
    return `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}\n`
  })
  const note = `${text}\n${lines.join('')}`
  if (Buffer.byteLength(note) > MAX_NOTE_BYTES) throw new RangeError(`a note has at most ${MAX_NOTE_BYTES} bytes`)
  return note
}

/**
 * Opens a note: its text counts only when a known key signed it. Signatures of unknown keys are ignored; a wrong
 * signature by a known key refuses the whole note. Never throws, whatever the input.
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenedNote {
  if (Buffer.byteLength(note) > MAX_NOTE_BYTES) return refused('it is too long')
  if (FORBIDDEN.test(note) || !note.isWellFormed()) return refused('it has control characters')
  const blank = note.lastIndexOf('\n\n')
  if (blank < 0 || !note.endsWith('\n')) return refused('it has no signature')
  const text = note.slice(0, blank + 1)
  const lines = note.slice(blank + 2, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return refused('it has too many signatures')

  let signedBy: NoteVerifier | undefined
  for (const line of lines) {
    const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? []
    const bytes = encoded === undefined ? undefined : decodeBase64(encoded)
    if (name === undefined || !KEY_NAME.test(name) || !bytes || bytes.length <= 4) {
      return refused('a signature line is malformed')
    }
    const keyId = bytes.toString('hex', 0, 4)
    const verifier = verifiers.find((known) => known.name === name && known.keyId === keyId)
    if (!verifier) continue
    const signature = bytes.subarray(4)
    const good = signature.length === SIGNATURE_BYTES && verify(null, Buffer.from(text), verifier.publicKey, signature)
    if (!good) return refused('a signature is wrong')
    signedBy ??= verifier
  }
  return signedBy ? { valid: true, text, signedBy } : refused('no known key signed it')
}

/** Standard base64 (RFC 4648 section 4) in its one canonical spelling, or undefined. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = BASE64.test(text) ? Buffer.from(text, 'base64') : undefined
  return bytes?.toString('base64') === text ? bytes : undefined
}

const refused = (reason: string): OpenedNote => ({ valid: false, reason })

function rawPublicKey(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== 'ed25519') throw new RangeError('a note is signed with an Ed25519 key')
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
}
