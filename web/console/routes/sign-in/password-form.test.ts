import { describe, expect, it } from 'vitest'
import { missingIn } from './password-form.ts'

describe('what a new password still lacks, said while typing (ACC-4)', () => {
  it.each([
    ['', ['length', 'upper', 'lower', 'digit', 'special']],
    ['kettleandferry', ['upper', 'digit', 'special']],
    ['Kettle93', ['length', 'special']],
    ['Kettle&Ferry-93', []],
  ])('%j lacks %j', (password, missing) => {
    expect(missingIn(password)).toEqual(missing)
  })
})
