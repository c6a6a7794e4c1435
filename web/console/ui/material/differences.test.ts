import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseVersion, differencesOf } from './differences.ts'

describe('differencesOf', () => {
  it('compares Chinese by words (CNT-1)', () => {
    expect(differencesOf('全网最低价，限时抢购', '本店会员价，限时抢购').at(-1)).toEqual({
      kind: 'same',
      text: expect.stringContaining('限时抢购'),
    })
  })

  it('loses nothing: the old text and the new text can both be read from it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const changes = differencesOf(before, after)
        const read = (left: 'added' | 'removed'): string =>
          changes
            .filter(({ kind }) => kind !== left)
            .map(({ text }) => text)
            .join('')
            .replace(/\s+/g, '')
        expect(read('added')).toBe(before.replace(/\s+/g, ''))
        expect(read('removed')).toBe(after.replace(/\s+/g, ''))
      }),
    )
  })
})

describe('baseVersion', () => {
  const versions = [1, 2, 3, 4].map((version) => ({ version }))

  it('prefers the last version that somebody decided about', () => {
    expect(
      baseVersion(
        versions,
        [
          { version: 2, state: 'returned' },
          { version: 3, state: 'withdrawn' },
        ],
        4,
      ),
    ).toBe(2)
  })

  it('takes the version before when nobody decided yet', () => {
    expect(baseVersion(versions, [{ version: 4, state: 'waiting' }], 4)).toBe(3)
  })

  it('has nothing to compare a first version with', () => {
    expect(baseVersion([{ version: 1 }], [], 1)).toBeNull()
  })
})
