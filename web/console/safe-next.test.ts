import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeNext } from './safe-next.ts'

describe('where a sign-in leads', () => {
  it('goes back to where the reader was', () => {
    expect(safeNext('/materials/new')).toBe('/materials/new')
    expect(safeNext('/materials?state=draft')).toBe('/materials?state=draft')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    undefined,
    '/sign-in?next=/',
  ])('goes home instead of %j', (value) => {
    expect(safeNext(value)).toBe('/')
  })

  it('never leaves the console', () => {
    fc.assert(
      fc.property(fc.string(), (tail) => {
        const here = 'https://console.invalid'
        expect(new URL(safeNext(`/${tail}`), here).origin).toBe(here)
      }),
    )
  })
})
