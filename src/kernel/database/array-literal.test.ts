import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseArrayLiteral, toArrayLiteral } from './array-literal.ts'

const asText = (value: unknown): string | null => (value === null ? null : String(value))
const same = (text: string): string => text

describe('array literals', () => {
  it('come back as they were written, whatever the text', () => {
    const element = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(null, 'NULL', '', '{}', ',', '\\', '"', ' '))
    fc.assert(fc.property(fc.array(element), (values) => {
      expect(parseArrayLiteral(toArrayLiteral(values, asText), same)).toEqual(values)
    }))
  })

  it.each([
    ['{}', []],
    ['{1,2,NULL}', ['1', '2', null]],
    ['{"a b","c\\"d","NULL"}', ['a b', 'c"d', 'NULL']],
    ['{{1,2},{3,4}}', [['1', '2'], ['3', '4']]],
    ['[0:1]={a,b}', ['a', 'b']],
  ])('reads what the server writes: %s', (text, expected) => {
    expect(parseArrayLiteral(text, same)).toEqual(expected)
  })

  it.each(['{1,2', '{"a', '{"a\\'])('refuses one that is cut short: %s', (text) => {
    expect(() => parseArrayLiteral(text, same)).toThrow(RangeError)
  })
})
