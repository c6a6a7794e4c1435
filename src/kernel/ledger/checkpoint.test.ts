import { generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Checkpoint, formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { noteVerifier, signNote } from './signed-note.ts'

const origin = 'weidun/demo'
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const signer = { name: origin, privateKey }
const expected = { origin, verifiers: [noteVerifier(origin, publicKey)] }
const someCheckpoint = fc.record({
  origin: fc.constant(origin),
  size: fc.maxSafeNat(),
  root: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((root) => Buffer.from(root)),
})
// The text of the example in the specification.
const specText = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'

describe('the text of a checkpoint', () => {
  it('is read and written as the specification has it', () => {
    const checkpoint = parseCheckpoint(specText)
    expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20852163 })
    expect(checkpoint && formatCheckpoint(checkpoint)).toBe(specText)
  })

  it('may have extension lines, which are ignored', () => {
    expect(parseCheckpoint(`${specText}anything\n`)).toEqual(parseCheckpoint(specText))
  })

  it.each([
    ['a leading zero', specText.replace('20852163', '020852163')],
    ['a negative size', specText.replace('20852163', '-1')],
    ['a size past what a number holds', specText.replace('20852163', '9007199254740993')],
    ['a short root', specText.replace('CsUYapGG', '')],
    ['no origin', specText.replace('example.com/behind-the-sofa', '')],
    ['an empty extension line', `${specText}\n`],
    ['two lines only', specText.split('\n').slice(0, 2).join('\n')],
    ['no newline at the end', specText.slice(0, -1)],
  ])('is refused with %s', (_, text) => {
    expect(parseCheckpoint(text)).toBeUndefined()
  })

  it.each<[string, Checkpoint]>([
    ['an origin that adds lines', { origin: 'evil\n999', size: 1, root: Buffer.alloc(32) }],
    ['half an entry', { origin, size: 0.5, root: Buffer.alloc(32) }],
    ['a short root', { origin, size: 1, root: Buffer.alloc(31) }],
  ])('is not written for %s', (_, checkpoint) => {
    expect(() => formatCheckpoint(checkpoint)).toThrow(RangeError)
  })
})

describe('a signed checkpoint', () => {
  it('opens to what was signed', () => {
    fc.assert(
      fc.property(someCheckpoint, (checkpoint) => {
        expect(openCheckpoint(signCheckpoint(checkpoint, signer), expected)).toEqual({ valid: true, checkpoint })
      }),
      { numRuns: 30 },
    )
  })

  it('does not open when size, root or signature were touched', () => {
    fc.assert(
      fc.property(someCheckpoint, fc.nat(), fc.constantFrom('0', 'A', 'z', '/'), (checkpoint, place, letter) => {
        const note = signCheckpoint(checkpoint, signer)
        const at = place % note.length
        fc.pre(note[at] !== letter)
        expect(openCheckpoint(note.slice(0, at) + letter + note.slice(at + 1), expected).valid).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  it('does not open for another key, another ledger, or a text that is no checkpoint', () => {
    const checkpoint = { origin, size: 1, root: Buffer.alloc(32) }
    const stranger = generateKeyPairSync('ed25519')
    const notes = [
      signCheckpoint(checkpoint, { ...signer, privateKey: stranger.privateKey }),
      signCheckpoint({ ...checkpoint, origin: 'weidun/other' }, signer),
      signNote('hello\n', [signer]),
    ]
    expect(notes.map((note) => openCheckpoint(note, expected).valid)).toEqual([false, false, false])
  })

  it('fits its column (4,000 characters)', () => {
    const largest = { origin: 'o'.repeat(200), size: Number.MAX_SAFE_INTEGER, root: Buffer.alloc(32, 255) }
    expect(signCheckpoint(largest, { ...signer, name: largest.origin }).length).toBeLessThan(1_000)
  })
})
