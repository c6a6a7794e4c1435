import { createSecretKey, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FieldKind, kindNames } from '../../fields/kinds.ts'
import { masked } from '../../fields/mask.ts'
import { isFitting, normalised } from '../../fields/normalise.ts'
import { fictional } from '../../vault.fixture.ts'
import { agreements, marked, observe } from './export-mark.ts'
import { codeIn, isCodeOf, referenceCode } from './reference-code.ts'
import { customerValues } from './values.fixture.ts'

const newKey = () => createSecretKey(randomBytes(32))
const key = newKey()

/** Whether two texts are the same value in two writings. */
const sameValue = (kind: FieldKind, a: string, b: string): boolean => {
  const bare = (text: string): string => normalised(kind, text).replaceAll(/[\p{Cf}\s·。，,.-]/gu, '').toLowerCase()
  if (kind !== 'address') return bare(a) === bare(b)
  const short = (text: string): string => bare(text).replace(/省|壮族自治区|回族自治区|维吾尔自治区|自治区|^(北京|上海|天津|重庆)市/, '$1').replace(/室$/, '')
  return short(a) === short(b)
}

describe('the mark of an export (DAT-4)', () => {
  it('is read from every value as it was written, in clear and masked', () => {
    for (const { kind, value } of Array.from({ length: 400 }, (_, seed) => customerValues(seed)).flat()) {
      for (const text of [value, masked(kind, value)]) {
        const seen = observe(marked(key, kind, text))
        if (marked(key, kind, text) === text && seen === null) continue
        if (['mobile', 'id-card', 'bank-card', 'wecom-id', 'birthday'].includes(kind) && text === value) continue
        expect([kind, text, seen?.shown.length, seen === null ? [] : agreements(key, seen).filter(({ agrees }) => !agrees)]).toEqual([kind, text, seen?.shown.length, []])
      }
    }
  })

  it('never touches a number by which somebody is called, pays or is known', () => {
    for (const kind of ['mobile', 'id-card', 'bank-card', 'wecom-id', 'birthday'] as const) {
      fc.assert(fc.property(fc.stringMatching(/^[\dX-]{5,19}$/), (text) => marked(key, kind, text) === text))
      expect(marked(key, kind, fictional[kind])).toBe(fictional[kind])
    }
  })

  it('leaves every value what it is: the vault takes the marked one for the same', () => {
    for (const { kind, value } of Array.from({ length: 300 }, (_, seed) => customerValues(seed)).flat()) {
      const written = marked(newKey(), kind, value)
      expect([kind, value, written, sameValue(kind, value, written)]).toEqual([kind, value, written, true])
      expect(isFitting(kind, normalised(kind, written))).toBe(true)
    }
  })

  it('takes any text without harm: nothing is lost, nothing throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kindNames), fc.string({ unit: 'binary', maxLength: 80 }), (kind, text) => {
        const written = marked(key, kind, text)
        const letters = (one: string): string => one.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '').replaceAll(/省|市|自治区|壮族|回族|维吾尔|室/g, '')
        expect(letters(written)).toBe(letters(text))
      }),
    )
  })

  it('differs from export to export', () => {
    const values = Array.from({ length: 40 }, (_, seed) => customerValues(seed)).flat()
    const all = (one: ReturnType<typeof newKey>) => values.map(({ kind, value }) => marked(one, kind, value)).join('\n')
    expect(all(newKey())).not.toBe(all(newKey()))
  })

  it('gives numbers of rows that only their own export gave', () => {
    const code = referenceCode(key, 'row')
    expect([codeIn(` ${code.toLowerCase()} `), isCodeOf(key, code), isCodeOf(newKey(), code)]).toEqual([code, true, false])
    expect(referenceCode(key, 'row')).toBe(code)
  })
})
