import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendLeaf,
  consistencyProof,
  consistencyRanges,
  EMPTY_ROOT,
  emptyFrontier,
  hashLeaf,
  hashNode,
  inclusionProof,
  inclusionRanges,
  rootOf,
  subtreeRoot,
  treeBuilder,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

/** The eight leaves and the roots that the Certificate Transparency reference implementation tests RFC 6962 with. */
const ctLeaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ctRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const ctHashes = ctLeaves.map((leaf) => hashLeaf(Buffer.from(leaf, 'hex')))
const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'))
const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index]
  if (value === undefined) throw new Error(`nothing at ${index}`)
  return value
}

/** MTH as RFC 6962 section 2.1 writes it down, to compare with. */
function definition(hashes: readonly Buffer[]): Buffer {
  if (hashes.length < 2) return hashes[0] ?? EMPTY_ROOT
  const split = 2 ** Math.floor(Math.log2(hashes.length - 1))
  return hashNode(definition(hashes.slice(0, split)), definition(hashes.slice(split)))
}

const someHashes = fc
  .array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 })
  .map((leaves) => leaves.map((leaf) => hashLeaf(leaf)))

describe('known answers of RFC 6962', () => {
  it('gives the reference root for every size from 0 to 8', () => {
    let frontier = emptyFrontier
    const roots = [rootOf(frontier)]
    for (const hash of ctHashes) {
      frontier = appendLeaf(frontier, hash)
      roots.push(rootOf(frontier))
    }
    expect(hex(roots)).toEqual(ctRoots)
  })

  it('gives the reference inclusion proofs', () => {
    expect(hex(inclusionProof(ctHashes, 0))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(hex(inclusionProof(ctHashes, 5))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(hex(inclusionProof(ctHashes.slice(0, 3), 2))).toEqual([ctRoots[2]])
  })

  it('gives the reference consistency proofs', () => {
    expect(hex(consistencyProof(ctHashes.slice(0, 1), 1))).toEqual([])
    expect(hex(consistencyProof(ctHashes, 1))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(hex(consistencyProof(ctHashes, 6))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(hex(consistencyProof(ctHashes.slice(0, 5), 2))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
  })
})

describe('the tree', () => {
  it('has the root of the definition, whether built at once or resumed from a kept frontier', () => {
    fc.assert(
      fc.property(someHashes, fc.nat(), (hashes, cut) => {
        const split = cut % (hashes.length + 1)
        const first = treeBuilder()
        for (const hash of hashes.slice(0, split)) first.add(hash)
        const resumed = treeBuilder(JSON.parse(JSON.stringify(first.frontier())))
        for (const hash of hashes.slice(split)) resumed.add(hash)
        expect(resumed.size()).toBe(hashes.length)
        expect(resumed.root()).toEqual(definition(hashes))
        expect(rootOf(resumed.frontier())).toEqual(subtreeRoot(hashes))
      }),
    )
  })

  it('grows from a frontier beyond 32 bits', () => {
    const size = 2 ** 40 + 1
    const peaks = [at(ctRoots, 1), at(ctRoots, 2)]
    const grown = appendLeaf({ size, peaks }, at(ctHashes, 0))
    expect(grown.size).toBe(size + 1)
    expect(grown.peaks).toHaveLength(2)
    expect(inclusionRanges(2 ** 40, size)).toEqual([{ start: 0, end: 2 ** 40 }])
  })

  it.each([
    ['too few peaks', { size: 3, peaks: [at(ctRoots, 1)] }],
    ['too many peaks', { size: 1, peaks: [at(ctRoots, 1), at(ctRoots, 1)] }],
    ['a negative size', { size: -1, peaks: [] }],
    ['half a leaf', { size: 0.5, peaks: [] }],
    ['no hash', { size: 1, peaks: ['zz'] }],
  ])('refuses a frontier with %s', (_, frontier) => {
    expect(() => rootOf(frontier)).toThrow(RangeError)
  })

  it('refuses a leaf hash of a wrong length', () => {
    expect(() => appendLeaf(emptyFrontier, Buffer.alloc(31))).toThrow(RangeError)
  })
})

describe('proofs', () => {
  it('accepts every leaf of every tree, and nothing else', () => {
    fc.assert(
      fc.property(someHashes, fc.nat(), fc.nat(), fc.nat(), (hashes, pick, pickByte, pickStep) => {
        const index = pick % hashes.length
        const claim = {
          index,
          size: hashes.length,
          leafHash: at(hashes, index),
          proof: inclusionProof(hashes, index),
          root: subtreeRoot(hashes),
        }
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, leafHash: hashLeaf(Buffer.from('somebody else')) })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
        expect(verifyInclusion({ ...claim, index: hashes.length })).toBe(false)
        if (claim.proof.length > 0) {
          expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(false)
          const bent = claim.proof.map((hash) => Buffer.from(hash))
          const step = at(bent, pickStep % bent.length)
          step[pickByte % 32] = at([...step], pickByte % 32) ^ 1
          expect(verifyInclusion({ ...claim, proof: bent })).toBe(false)
        }
      }),
    )
  })

  it('accepts growth, refuses a rewritten past', () => {
    fc.assert(
      fc.property(someHashes, fc.nat(), fc.nat(), (hashes, pick, change) => {
        const from = pick % (hashes.length + 1)
        const claim = {
          from,
          to: hashes.length,
          fromRoot: subtreeRoot(hashes.slice(0, from)),
          toRoot: subtreeRoot(hashes),
          proof: consistencyProof(hashes, from),
        }
        expect(verifyConsistency(claim)).toBe(true)
        expect(verifyConsistency({ ...claim, proof: [...claim.proof, claim.toRoot] })).toBe(false)
        if (from === 0) return
        const rewritten = hashes.map((hash, index) => (index === change % from ? hashLeaf(hash) : hash))
        const forged = { ...claim, toRoot: subtreeRoot(rewritten), proof: consistencyProof(rewritten, from) }
        expect(verifyConsistency(forged)).toBe(false)
        expect(verifyConsistency({ ...claim, fromRoot: hashLeaf(claim.fromRoot) })).toBe(false)
      }),
    )
  })

  it('refuses a proof that is too short or too long for the size it claims', () => {
    const [first, second] = [at(ctHashes, 0), at(ctHashes, 1)]
    const pair = hashNode(first, second)
    expect(verifyInclusion({ index: 0, size: 2, leafHash: first, proof: [second], root: pair })).toBe(true)
    expect(verifyInclusion({ index: 0, size: 4, leafHash: first, proof: [second], root: pair })).toBe(false)
    expect(verifyInclusion({ index: 0, size: 1, leafHash: second, proof: [first], root: pair })).toBe(false)

    const growth = { from: 1, fromRoot: first, toRoot: pair, proof: [second] }
    expect(verifyConsistency({ ...growth, to: 2 })).toBe(true)
    expect(verifyConsistency({ ...growth, to: 4 })).toBe(false)
    const beyond = { from: 1, to: 2, fromRoot: hashNode(second, first), proof: [second, second] }
    expect(verifyConsistency({ ...beyond, toRoot: hashNode(second, pair) })).toBe(false)
  })

  it('refuses to speak of trees that shrink or leaves that are not there', () => {
    expect(() => consistencyRanges(3, 2)).toThrow(RangeError)
    expect(() => inclusionRanges(2, 2)).toThrow(RangeError)
    const none = { fromRoot: EMPTY_ROOT, toRoot: EMPTY_ROOT, proof: [] }
    expect(verifyConsistency({ from: 2, to: 1, ...none })).toBe(false)
    expect(verifyConsistency({ from: 3, to: 7, ...none })).toBe(false)
  })
})
