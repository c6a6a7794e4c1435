import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../kernel/errors.ts'
import { readBody } from './body.ts'
import { readFilter } from './filter.ts'
import { readPatch } from './patch.ts'
import { mayLeaveAtOnce } from '../directory/brake.ts'
import { scimChangeGate, scimLeavingGate } from './people/people-gates.ts'
import { readPerson, readReplacement } from './person-fields.ts'
import { readQuery } from './query.ts'
import { enterpriseUrn, patchUrn, userUrn } from './urns.ts'

const known = { username: 'text', externalid: 'text', active: 'boolean' } as const
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

/** What a reader makes of something, or the problem that it answers with; anything else is a defect. */
const outcome = (read: () => unknown): unknown => {
  try {
    return read()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('what a directory sends', () => {
  it('is refused with a problem, whatever it is', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void outcome(() => readFilter(text, known))))
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (body) => void outcome(() => readBody(body, userUrn))))
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void outcome(() => readQuery(new URLSearchParams(text)))))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const body = bytes({ schemas: [patchUrn], Operations: [one, { op: 'replace', path: other, value: one }, { op: 'add', value: other }] })
        outcome(() => readPatch(readBody(body, patchUrn)))
      }),
    )
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(fc.string({ maxLength: 30 }), fc.jsonValue()), (one, more) => {
        const body = bytes({ ...more, schemas: [userUrn], userName: one, name: one, active: one, [enterpriseUrn]: more })
        outcome(() => readPerson(readBody(body, userUrn)))
        outcome(() => readReplacement(readBody(body, userUrn)))
      }),
    )
  })

  it('is found again by a filter of what was written into it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), fc.boolean(), (userName, externalId, active) => {
        const text = `userName eq ${JSON.stringify(userName)} AND externalId eq ${JSON.stringify(externalId)} and active eq ${active}`
        expect(readFilter(text, known)).toEqual({ username: userName, externalid: externalId, active })
      }),
    )
  })

  it('is read in time that grows with its length alone', () => {
    const hostile = [
      `userName eq "${'\\"'.repeat(490)}`,
      `${'a'.repeat(990)} eq`,
      `userName${' '.repeat(900)}eq "x"`,
      `userName eq "x"${' and '.repeat(190)}`,
    ]
    const started = performance.now()
    for (const text of hostile) outcome(() => readFilter(text, known))
    expect(performance.now() - started).toBeLessThan(500)
  })

  it('holds no way into the objects that it is read with', () => {
    const polluting = '{"schemas":["' + userUrn + '"],"userName":"somebody","__proto__":{"active":false},"constructor":{"prototype":{"active":false}}}'
    expect(readReplacement(readBody(bytes(polluting), userUrn))).toEqual({ loginName: 'somebody' })
    expect(({} as Record<string, unknown>)['active']).toBeUndefined()
  })
})

describe('what a directory may not', () => {
  const privileged = new Set(['security-administrator', 'legal'])

  it.each([
    [{ posts: [], heads: false }, 'allow'],
    [{ posts: ['operations', 'hr'], heads: false }, 'allow'],
    [{ posts: ['operations', 'legal'], heads: false }, 'deny'],
    [{ posts: ['department-head'], heads: false }, 'deny'],
    [{ posts: [], heads: true }, 'deny'],
  ] as const)('change of %j: %s', (facts, verdict) => {
    expect(scimChangeGate({ ...facts, privileged }).verdict).toBe(verdict)
  })

  it('let as many go in a day as any directory may', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (company) => {
        let gone = 0
        while (scimLeavingGate({ gone, people: company - gone }).verdict === 'allow' && gone < company) gone += 1
        expect(gone).toBe(Math.min(company, mayLeaveAtOnce(company)))
      }),
      { numRuns: 50 },
    )
  })
})
