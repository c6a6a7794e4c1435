/** Checkpoints of the ledger: signed tree heads as specified at https://c2sp.org/tlog-checkpoint. */
import { HASH_BYTES } from './merkle.ts'
import { decodeBase64, type NoteSigner, type NoteVerifier, openNote, signNote } from './signed-note.ts'

const ORIGIN = /^[^\s+\p{Z}\p{Cc}]{1,200}$/u
const SIZE = /^(0|[1-9][0-9]{0,15})$/

/** The first `size` entries of the ledger named `origin` have this Merkle root. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

export type OpenedCheckpoint = { valid: true; checkpoint: Checkpoint } | { valid: false; reason: string }

/** The text that is signed: origin, size, root in base64, a line each. Throws a RangeError for values out of form. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint
  if (!ORIGIN.test(origin)) throw new RangeError('an origin has 1 to 200 characters, no space and no plus')
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError('a checkpoint covers a whole number of entries')
  if (root.length !== HASH_BYTES) throw new RangeError('a root has 32 bytes')
  return `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`
}

/**
 * Reads the text of a checkpoint; undefined when it is none. Extension lines are allowed and ignored. The text proves
 * nothing by itself: see openCheckpoint.
 */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!text.endsWith('\n')) return undefined
  const [origin, size, encodedRoot, ...extensions] = text.slice(0, -1).split('\n')
  if (origin === undefined || size === undefined || encodedRoot === undefined) return undefined
  const root = decodeBase64(encodedRoot)
  const wellFormed = origin !== '' && SIZE.test(size) && root?.length === HASH_BYTES && !extensions.includes('')
  const count = Number(size)
  return wellFormed && Number.isSafeInteger(count) ? { origin, size: count, root } : undefined
}

/** Signs a checkpoint; the signer's name should be the origin. */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  return signNote(formatCheckpoint(checkpoint), [signer])
}

/** Opens a checkpoint: signed by a known key, well formed, and of this ledger and no other. Never throws. */
export function openCheckpoint(
  note: string,
  expected: { readonly origin: string; readonly verifiers: readonly NoteVerifier[] },
): OpenedCheckpoint {
  const opened = openNote(note, expected.verifiers)
  if (!opened.valid) return opened
  const checkpoint = parseCheckpoint(opened.text)
  if (!checkpoint) return { valid: false, reason: 'its text is no checkpoint' }
  if (checkpoint.origin !== expected.origin) return { valid: false, reason: 'it belongs to another ledger' }
  return { valid: true, checkpoint }
}
