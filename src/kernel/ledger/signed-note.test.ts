import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatVerifierKey, MAX_NOTE_BYTES, noteVerifier, openNote, parseVerifierKey, signNote } from './signed-note.ts'

// The example of Go's golang.org/x/mod/sumdb/note, whose format the specification writes down; its key is public.
const goVerifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const goSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const goText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const goSignature =
  'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM='
const goNote = `${goText}\n— PeterNeumann ${goSignature}\n`
const goKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), goSeed]),
  format: 'der',
  type: 'pkcs8',
})
const peter = parseVerifierKey(goVerifierKey)
const someLetter = fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' })
const other = generateKeyPairSync('ed25519')

describe('the published example', () => {
  it('is opened with its verifier key', () => {
    expect(openNote(goNote, [peter])).toEqual({ valid: true, text: goText, signedBy: peter })
  })

  it('is signed byte for byte', () => {
    expect(signNote(goText, [{ name: 'PeterNeumann', privateKey: goKey }])).toBe(goNote)
    expect(formatVerifierKey(noteVerifier('PeterNeumann', goKey))).toBe(goVerifierKey)
  })
})

describe('openNote', () => {
  it('ignores the signatures of unknown keys, wherever they stand', () => {
    const witness = { name: 'witness.example', privateKey: other.privateKey }
    const log = { name: 'PeterNeumann', privateKey: goKey }
    expect(openNote(signNote(goText, [witness, log]), [peter])).toMatchObject({ valid: true })
    expect(openNote(signNote(goText, [log, witness]), [peter])).toMatchObject({ valid: true })
    expect(openNote(signNote(goText, [witness]), [peter])).toMatchObject({ valid: false })
  })

  it('ignores the signature of an older key of the same name', () => {
    const renewed = { name: 'PeterNeumann', privateKey: other.privateKey }
    const note = signNote(goText, [{ name: 'PeterNeumann', privateKey: goKey }, renewed])
    expect(openNote(note, [peter])).toMatchObject({ valid: true, signedBy: peter })
    expect(openNote(note, [noteVerifier('PeterNeumann', other.publicKey)])).toMatchObject({ valid: true })
  })

  it('refuses the whole note when a known key signed wrongly beside one that signed rightly', () => {
    const second = noteVerifier('second.example', other.publicKey)
    const note = signNote(goText, [{ name: 'PeterNeumann', privateKey: goKey }])
    const elsewhere = signNote('another text\n', [{ name: 'second.example', privateKey: other.privateKey }])
    const moved = note + elsewhere.slice(elsewhere.indexOf('—'))
    expect(openNote(moved, [peter])).toMatchObject({ valid: true })
    expect(openNote(moved, [peter, second])).toMatchObject({ valid: false })
  })

  it('takes the last empty line as the end of the text', () => {
    const text = 'first\n\nsecond\n'
    const opened = openNote(signNote(text, [{ name: 'PeterNeumann', privateKey: goKey }]), [peter])
    expect(opened).toMatchObject({ valid: true, text })
  })

  it.each([
    ['no signature', goText],
    ['a hyphen for the em dash', goNote.replace('—', '-')],
    ['a carriage return', goNote.replaceAll('\n', '\r\n')],
    ['no final newline', goNote.slice(0, -1)],
    ['base64 with an unused bit set', goNote.replace('JnAM=', 'JnAN=')],
    ['nothing', ''],
    ['too much', 'x'.repeat(MAX_NOTE_BYTES) + goNote],
  ])('refuses a note with %s', (_, note) => {
    expect(openNote(note, [peter]).valid).toBe(false)
  })

  it('refuses a note when any one character of it is replaced', () => {
    fc.assert(
      fc.property(fc.nat(goNote.length - 1), someLetter, (at, letter) => {
        fc.pre(goNote[at] !== letter)
        const bent = goNote.slice(0, at) + letter + goNote.slice(at + 1)
        expect(openNote(bent, [peter]).valid).toBe(false)
      }),
    )
  })

  it('answers to any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(openNote(text, [peter]).valid).toBe(false)
        expect(openNote(`${text}\n\n— PeterNeumann ${text}\n`, [peter]).valid).toBe(false)
      }),
    )
  })
})

describe('what a note cannot carry', () => {
  it.each(['no newline at the end', 'a tab\there\n', 'half a character \ud800\n'])('refuses to sign %j', (text) => {
    expect(() => signNote(text, [{ name: 'PeterNeumann', privateKey: goKey }])).toThrow(RangeError)
  })

  it.each(['', 'two words', 'a+b', 'a\u3000b'])('refuses the key name %j', (name) => {
    expect(() => noteVerifier(name, other.publicKey)).toThrow(RangeError)
  })

  it('refuses a key of another algorithm', () => {
    const { publicKey } = generateKeyPairSync('x25519')
    expect(() => noteVerifier('name', publicKey)).toThrow(RangeError)
  })

  it.each([
    goVerifierKey.replace('c74f20a3', 'c74f20a4'),
    goVerifierKey.replace('ARpc', 'AhpC'),
    'PeterNeumann+c74f20a3',
    '',
  ])('refuses the verifier key %j', (line) => {
    expect(() => parseVerifierKey(line)).toThrow(RangeError)
  })
})
