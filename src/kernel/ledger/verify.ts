/**
 * Proves a ledger whole or names the first damage. Pure: it is handed what the database says and believes none of it.
 *
 * The attacker is taken to have every right on the database and neither the MAC key nor the signing key. What each
 * mark shows: the MAC, that an entry is what the system wrote; the seal, that a leaf stands where the system put it;
 * the signed checkpoint, that the leaves are all there. A tail cut together with its checkpoints is shown only by a
 * checkpoint that was kept elsewhere, so those can be handed in as `trusted`. An entry deleted before it was sealed
 * leaves no trace: the time until sealing is the window, and is kept to seconds.
 */
import type { KeyObject } from 'node:crypto'
import { sameBytes } from '../secrets/compare.ts'
import { entryMac, EntryNotCanonical, entryMarks, leafHash, type LedgerEntry, leafSeal } from './canonical.ts'
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import {
  changedEntry,
  cutTail,
  type Damage,
  foreignUnsealedEntry,
  forgedCheckpoint,
  insertedEntry,
  removedEntry,
  removedLeaf,
  reorderedEntry,
  rewrittenPast,
} from './damage.ts'
import { treeBuilder } from './merkle.ts'
import type { NoteVerifier } from './signed-note.ts'

/** A leaf with the entry it stands for, as the database has them. `entry` and `mac` are null when the entry is gone. */
export type LedgerLeaf = {
  readonly index: number
  readonly entryId: string
  readonly leafHash: Uint8Array
  readonly seal: Uint8Array
  readonly entry: LedgerEntry | null
  readonly mac: Uint8Array | null
}

/** An entry that has no leaf yet. */
export type UnsealedEntry = { readonly entry: LedgerEntry; readonly mac: Uint8Array }

export type LedgerEvidence = {
  /** In the order of their index. Read once. */
  readonly leaves: AsyncIterable<LedgerLeaf> | Iterable<LedgerLeaf>
  readonly unsealed: AsyncIterable<UnsealedEntry> | Iterable<UnsealedEntry>
  /** Notes of the checkpoints that the database has, in any order. */
  readonly checkpoints: Iterable<string>
  /** Notes that were kept elsewhere. */
  readonly trusted: Iterable<string>
}

export type LedgerKeys = {
  readonly origin: string
  readonly verifiers: readonly NoteVerifier[]
  /** Null for an auditor who has only the public key: MACs and seals are then not checked, places less exact. */
  readonly mac: KeyObject | null
}

export type LedgerVerdict =
  | {
      readonly whole: true
      /** Sealed entries, and the root over them. */
      readonly size: number
      readonly root: Buffer
      /** Checkpoints that were found right, those kept elsewhere included. */
      readonly checkpoints: number
      /** Sealed entries that the last checkpoint covers. Less than `size` means that a checkpoint is missing or due. */
      readonly signedSize: number
      readonly unsealed: number
    }
  | { readonly whole: false; readonly first: Damage }

/** A genuine checkpoint; `external` when it was kept elsewhere. */
type Mark = { readonly size: number; readonly root: Uint8Array; readonly external: boolean }

/** How far past the known end a displaced leaf's old place is looked for; only after damage was found. */
const SEARCH_BEYOND = 20_000

/** Verifies a ledger in one pass over the leaves, in memory for the checkpoints and O(log n) besides. */
export async function verifyLedger(evidence: LedgerEvidence, keys: LedgerKeys): Promise<LedgerVerdict> {
  const { marks, forged } = readMarks(evidence, keys)
  const largest = marks.at(-1)?.size ?? 0
  const tree = treeBuilder()
  let next = 0
  let signedSize = 0
  let previousId: string | undefined
  let suspect: LedgerLeaf | undefined
  let leavesSeen = 0

  const checkMarks = (): Damage | undefined => {
    for (let mark = marks[next]; mark && mark.size === tree.size(); mark = marks[next]) {
      if (!sameBytes(mark.root, tree.root())) {
        return rewrittenPast({ from: signedSize, to: mark.size, external: mark.external })
      }
      signedSize = mark.size
      next += 1
    }
    return undefined
  }

  for await (const leaf of evidence.leaves) {
    leavesSeen += 1
    if (suspect) {
      if (!isSealedAt(keys, leaf, tree.size())) continue
      // The rightful leaf stands further on: something was put before it, or the order was changed.
      const name = wasSealed(suspect, keys, leavesSeen + largest) ? reorderedEntry : insertedEntry
      return damaged(name(tree.size(), suspect.entryId))
    }
    const damage = checkMarks() ?? misnumbered(leaf, tree.size(), previousId)
    if (damage) return damaged(damage)
    if (!isSealedAt(keys, leaf, tree.size())) {
      suspect = leaf
      continue
    }
    const fault = faultOfEntry(leaf, keys)
    if (fault) return damaged(fault)
    tree.add(leaf.leafHash)
    previousId = leaf.entryId
  }

  if (suspect) {
    const index = tree.size()
    if (wasSealed(suspect, keys, leavesSeen + largest)) return damaged(removedLeaf(index, previousId, suspect.entryId))
    const name = largest > 0 && index >= largest ? insertedEntry : changedEntry
    return damaged(name(index, suspect.entryId))
  }
  // A forged checkpoint comes last: its place is what the forger wrote, and must not hide an entry.
  const damage = checkMarks() ?? (tree.size() < largest ? cutTail(tree.size(), largest) : forged)
  if (damage) return damaged(damage)

  let unsealed = 0
  for await (const waiting of evidence.unsealed) {
    if (keys.mac && !isGenuine(waiting.entry, waiting.mac, keys.mac)) {
      return damaged(foreignUnsealedEntry(tree.size() + unsealed, waiting.entry.id))
    }
    unsealed += 1
  }
  return { whole: true, size: tree.size(), root: tree.root(), checkpoints: marks.length, signedSize, unsealed }
}

const damaged = (first: Damage): LedgerVerdict => ({ whole: false, first })

function readMarks(evidence: LedgerEvidence, keys: LedgerKeys): { marks: Mark[]; forged: Damage | undefined } {
  const marks: Mark[] = []
  let forged: Damage | undefined
  for (const [notes, external] of [[evidence.checkpoints, false], [evidence.trusted, true]] as const) {
    for (const note of notes) {
      const opened = openCheckpoint(note, keys)
      if (opened.valid) {
        marks.push({ size: opened.checkpoint.size, root: opened.checkpoint.root, external })
      } else {
        const claimed = parseCheckpoint(note.slice(0, note.lastIndexOf('\n\n') + 1))
        forged ??= forgedCheckpoint(claimed?.size ?? 0, opened.reason)
      }
    }
  }
  return { marks: marks.toSorted((left, right) => left.size - right.size), forged }
}

function misnumbered(leaf: LedgerLeaf, index: number, previousId: string | undefined): Damage | undefined {
  if (leaf.index === index) return undefined
  if (leaf.index < index) return insertedEntry(leaf.index, leaf.entryId)
  return removedLeaf(index, previousId, leaf.entryId)
}

function isSealedAt(keys: LedgerKeys, leaf: LedgerLeaf, index: number): boolean {
  if (!keys.mac) return true
  const { entryId, leafHash: hash } = leaf
  return sameBytes(leafSeal(keys.mac, { index, entryId, leafHash: hash }), leaf.seal)
}

/** What is wrong with the entry of a leaf that stands where it belongs. */
function faultOfEntry(leaf: LedgerLeaf, keys: LedgerKeys): Damage | undefined {
  if (leaf.entry === null) return removedEntry(leaf.index, leaf.entryId)
  const marks = marksOf(leaf.entry, keys.mac)
  const same =
    marks !== undefined &&
    leaf.entry.id === leaf.entryId &&
    sameBytes(marks.leafHash, leaf.leafHash) &&
    (marks.mac === null || (leaf.mac !== null && sameBytes(marks.mac, leaf.mac)))
  return same ? undefined : changedEntry(leaf.index, leaf.entryId)
}

function isGenuine(entry: LedgerEntry, mac: Uint8Array, key: KeyObject): boolean {
  const expected = canonically(() => entryMac(key, entry))
  return expected !== undefined && sameBytes(expected, mac)
}

function marksOf(entry: LedgerEntry, key: KeyObject | null): { leafHash: Buffer; mac: Buffer | null } | undefined {
  return canonically(() => (key ? entryMarks(key, entry) : { leafHash: leafHash(entry), mac: null }))
}

/** A row bent so far out of form that it has no canonical bytes is damage, not a defect of the verifier. */
function canonically<T>(make: () => T): T | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof EntryNotCanonical) return undefined
    throw error
  }
}

/** Whether this system ever sealed the leaf, at whatever index. */
function wasSealed(leaf: LedgerLeaf, keys: LedgerKeys, known: number): boolean {
  for (let index = 0; index < known + SEARCH_BEYOND; index += 1) {
    if (isSealedAt(keys, leaf, index)) return true
  }
  return false
}
