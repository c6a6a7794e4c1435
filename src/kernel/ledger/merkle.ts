/**
 * Merkle tree hashing of RFC 6962 section 2.1 (unchanged in RFC 9162 section 2.1), SHA-256.
 *
 * The tree is never held in memory. Its state is the frontier: the roots of the perfect subtrees that the leaves so
 * far make up, largest first, one for every bit that is set in the size.
 */
import { createHash } from 'node:crypto'
import { sameBytes } from '../secrets/compare.ts'

/** Bytes of a SHA-256 hash. */
export const HASH_BYTES = 32

const LEAF_PREFIX = Buffer.of(0x00)
const NODE_PREFIX = Buffer.of(0x01)
const HEX_HASH = /^[0-9a-f]{64}$/

/** Root of the tree without leaves: SHA-256 of the empty string. */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest()

/** State of a tree as plain data: number of leaves, and the subtree roots as hex, largest subtree first. */
export type Frontier = { readonly size: number; readonly peaks: readonly string[] }

export const emptyFrontier: Frontier = { size: 0, peaks: [] }

/** Hash of a leaf: SHA-256(0x00 || data). */
export function hashLeaf(data: Uint8Array): Buffer {
  return createHash('sha256').update(LEAF_PREFIX).update(data).digest()
}

/** Hash of an inner node: SHA-256(0x01 || left || right). */
export function hashNode(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE_PREFIX).update(left).update(right).digest()
}

/** A tree that grows leaf by leaf in O(log n) memory. */
export type TreeBuilder = {
  /** Appends a leaf hash (32 bytes). */
  add(leafHash: Uint8Array): void
  /** Number of leaves so far. */
  size(): number
  /** Root over all leaves so far. */
  root(): Buffer
  /** The state, to go on from later. */
  frontier(): Frontier
}

/**
 * Starts a tree, empty or from a kept frontier.
 * Throws a RangeError for a frontier that no tree can have (its peaks do not fit its size), or a leaf hash of a wrong
 * length.
 */
export function treeBuilder(from: Frontier = emptyFrontier): TreeBuilder {
  const peaks = readPeaks(from)
  let size = from.size
  return {
    add(leafHash) {
      if (leafHash.length !== HASH_BYTES) throw new RangeError('a leaf hash has 32 bytes')
      let hash: Buffer = Buffer.from(leafHash)
      for (let level = size; level % 2 === 1; level = (level - 1) / 2) {
        const left = peaks.pop()
        if (left) hash = hashNode(left, hash)
      }
      peaks.push(hash)
      size += 1
    },
    size: () => size,
    root: () => joined(peaks) ?? EMPTY_ROOT,
    frontier: () => ({ size, peaks: peaks.map((peak) => peak.toString('hex')) }),
  }
}

/** The frontier after one more leaf; see treeBuilder for many. */
export function appendLeaf(frontier: Frontier, leafHash: Uint8Array): Frontier {
  const tree = treeBuilder(frontier)
  tree.add(leafHash)
  return tree.frontier()
}

/** The root that a frontier stands for. */
export function rootOf(frontier: Frontier): Buffer {
  return treeBuilder(frontier).root()
}

function joined(peaks: readonly Buffer[]): Buffer | undefined {
  return peaks.reduceRight<Buffer | undefined>((right, left) => (right ? hashNode(left, right) : left), undefined)
}

function readPeaks(frontier: Frontier): Buffer[] {
  let expected = 0
  for (let rest = frontier.size; rest >= 1; rest = Math.floor(rest / 2)) expected += rest % 2
  const sound = Number.isSafeInteger(frontier.size) && frontier.size >= 0 && frontier.peaks.length === expected
  if (!sound || !frontier.peaks.every((peak) => HEX_HASH.test(peak))) {
    throw new RangeError('this frontier belongs to no tree: its peaks do not fit its size')
  }
  return frontier.peaks.map((peak) => Buffer.from(peak, 'hex'))
}

/** Leaves from `start` up to, not including, `end`. */
export type LeafRange = { readonly start: number; readonly end: number }

/** Root over a run of leaf hashes. */
export function subtreeRoot(leafHashes: Iterable<Uint8Array>): Buffer {
  const tree = treeBuilder()
  for (const hash of leafHashes) tree.add(hash)
  return tree.root()
}

/**
 * The subtrees whose roots make up an inclusion proof, in proof order (RFC 6962 section 2.1.1, PATH). Whoever keeps
 * leaf hashes in rows reads each range and takes its subtreeRoot.
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError('no such leaf in a tree of this size')
  const ranges: LeafRange[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.toReversed()
}

/** The subtrees whose roots make up a consistency proof, in proof order (RFC 6962 section 2.1.2, SUBPROOF). */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  if (!isCount(from) || !isCount(to) || from > to) throw new RangeError('a tree does not shrink')
  if (from === 0 || from === to) return []
  const ranges: LeafRange[] = []
  let start = 0
  let end = to
  while (from !== end) {
    const middle = start + splitPoint(end - start)
    if (from <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  // The old tree itself is left out where it is a subtree: the verifier has its root.
  if (start !== 0) ranges.push({ start, end })
  return ranges.toReversed()
}

/** Proof that the leaf at `index` is in the tree over `leafHashes`. */
export function inclusionProof(leafHashes: readonly Uint8Array[], index: number): Buffer[] {
  return inclusionRanges(index, leafHashes.length).map(({ start, end }) => subtreeRoot(leafHashes.slice(start, end)))
}

/** Proof that the tree over `leafHashes` only added to the tree over its first `from` leaves. */
export function consistencyProof(leafHashes: readonly Uint8Array[], from: number): Buffer[] {
  return consistencyRanges(from, leafHashes.length).map(({ start, end }) => subtreeRoot(leafHashes.slice(start, end)))
}

/** Checks an inclusion proof (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(claim: {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size) return false
  let position = claim.index
  let last = claim.size - 1
  let hash = claim.leafHash
  for (const sibling of claim.proof) {
    if (last === 0) return false
    if (isOdd(position) || position === last) {
      hash = hashNode(sibling, hash)
      while (!isOdd(position) && position !== 0) {
        position = half(position)
        last = half(last)
      }
    } else {
      hash = hashNode(hash, sibling)
    }
    position = half(position)
    last = half(last)
  }
  return last === 0 && sameBytes(hash, claim.root)
}

/** Checks a consistency proof (RFC 9162 section 2.1.4.2). Every tree is consistent with the empty one. */
export function verifyConsistency(claim: {
  readonly from: number
  readonly to: number
  readonly fromRoot: Uint8Array
  readonly toRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}): boolean {
  const { from, to, fromRoot, toRoot } = claim
  if (!isCount(from) || !isCount(to) || from > to) return false
  if (from === 0) return claim.proof.length === 0 && sameBytes(fromRoot, EMPTY_ROOT)
  if (from === to) return claim.proof.length === 0 && sameBytes(fromRoot, toRoot)
  const path = splitPoint(from + 1) === from ? [fromRoot, ...claim.proof] : claim.proof
  const [first, ...rest] = path
  if (!first) return false
  let position = from - 1
  let last = to - 1
  while (isOdd(position)) {
    position = half(position)
    last = half(last)
  }
  let oldHash = first
  let newHash = first
  for (const sibling of rest) {
    if (last === 0) return false
    if (isOdd(position) || position === last) {
      oldHash = hashNode(sibling, oldHash)
      newHash = hashNode(sibling, newHash)
      while (!isOdd(position) && position !== 0) {
        position = half(position)
        last = half(last)
      }
    } else {
      newHash = hashNode(newHash, sibling)
    }
    position = half(position)
    last = half(last)
  }
  return last === 0 && sameBytes(oldHash, fromRoot) && sameBytes(newHash, toRoot)
}

/** The largest power of two below `size` (size > 1). Not by bit operators: those end at 32 bits. */
function splitPoint(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
const isOdd = (value: number): boolean => value % 2 === 1
const half = (value: number): number => Math.floor(value / 2)
