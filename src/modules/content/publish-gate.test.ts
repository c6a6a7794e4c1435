import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { materialStates } from './life-cycle.ts'
import { isPublicUrl, passedByThree, publishGate, type PublishFacts } from './publish-gate.ts'

const digest = 'd'.repeat(64)
const noon = new Date('2026-03-02T04:00:30.500Z')
const after = (ms: number): Date => new Date(noon.getTime() + ms)

const sound: PublishFacts = {
  state: 'approved',
  namedDigest: digest,
  approvedDigest: digest,
  currentDigest: digest,
  approvedAt: noon,
  passed: [
    { level: 'self', reviewerId: 'author' },
    { level: 'department', reviewerId: 'head' },
    { level: 'legal', reviewerId: 'lawyer' },
  ],
  writerIds: ['author', 'colleague'],
  targetAccountIds: ['account'],
  accountId: 'account',
  accountActive: true,
  accountCore: false,
  onCoreAccounts: false,
  url: 'https://mp.example.com/s/abc',
  publishedAt: after(60_000),
  now: after(120_000),
}

const codes = (change: Partial<PublishFacts>): string[] =>
  publishGate({ ...sound, ...change }).reasons.map(({ code }) => code)

describe('recording a publication', () => {
  it('allows what was approved', () => {
    expect(codes({})).toEqual([])
  })

  it('refuses every state but approved and published (CNT-1)', () => {
    for (const state of materialStates) {
      expect(codes({ state })).toEqual(state === 'approved' || state === 'published' ? [] : ['publish.not-approved'])
    }
  })

  it.each([
    ['refuses without an approval', { approvedDigest: null }, ['publish.not-approved', 'publish.digest']],
    ['refuses other content than approved', { currentDigest: 'x' }, ['publish.digest']],
    ['refuses when the caller names other content', { namedDigest: 'x' }, ['publish.digest']],
    ['refuses with two levels', { passed: sound.passed.slice(0, 2) }, ['publish.three-levels']],
    ['refuses an account that was not approved', { accountId: 'other' }, ['publish.account']],
    ['refuses a closed account', { accountActive: false }, ['publish.account']],
    ['refuses a core account without a security key (ACC-3)', { accountCore: true }, ['publish.core-account']],
    ['takes a core account with a security key (ACC-3)', { accountCore: true, onCoreAccounts: true }, []],
    ['refuses a time in the future', { publishedAt: after(120_001) }, ['publish.future']],
    ['refuses a time before the approval', { publishedAt: after(-31_000) }, ['publish.before-approval']],
    ['takes the minute of the approval for the approval', { publishedAt: new Date('2026-03-02T04:00:00Z') }, []],
    ['refuses an address that is none', { url: 'mp.example.com' }, ['publish.url']],
  ] as const)('%s (CNT-1)', (_, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })

  it.each([
    ['http://mp.example.com/s', false],
    ['javascript:alert(1)', false],
    ['https://user:secret@mp.example.com/s', false],
    ['https://localhost/s', false],
    [`https://mp.example.com/${'x'.repeat(1000)}`, false],
    // Short as typed, too long as it is kept: each of these characters is written as nine.
    [`https://mp.example.com/${'茶'.repeat(200)}`, false],
    ['https://mp.example.com/s?__biz=1&mid=2#rd', true],
  ])('takes %s for an address: %s', (url, expected) => {
    expect(isPublicUrl(url)).toBe(expected)
  })

  it('needs three different people, of whom only the first wrote at it (ACC-2)', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd')
    const level = fc.constantFrom('self' as const, 'department' as const, 'legal' as const)
    fc.assert(
      fc.property(
        fc.array(fc.record({ level, reviewerId: person }), { maxLength: 4 }),
        fc.uniqueArray(person),
        (passed, writerIds) => {
          const who = (name: string) =>
            passed.filter((review) => review.level === name).map(({ reviewerId }) => reviewerId)
          const [self] = who('self')
          const [department] = who('department')
          const [legal] = who('legal')
          const expected =
            passed.length === 3 &&
            self !== undefined &&
            department !== undefined &&
            legal !== undefined &&
            department !== legal &&
            writerIds.includes(self) &&
            !writerIds.includes(department) &&
            !writerIds.includes(legal)
          expect(passedByThree(passed, writerIds)).toBe(expected)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
