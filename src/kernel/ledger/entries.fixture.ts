/** Entries for the tests of the ledger. */
import * as fc from 'fast-check'
import type { JsonObject, LedgerEntry } from './canonical.ts'

const someKey = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text !== '__proto__')

/** Any detail that jsonb can hold. */
export const someDetail: fc.Arbitrary<JsonObject> = fc
  .dictionary(someKey, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4, noNullPrototype: true })
  .map((detail) => JSON.stringify(detail))
  .filter((text) => !text.includes('\\u0000') && text.isWellFormed())
  .map((text) => JSON.parse(text))

/** A UUID that ends in this number. */
export const idOf = (number: number): string => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** An entry, with what the test cares about put in. */
export const entry = (part: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: idOf(1),
  at: '2026-03-02T01:30:00.000Z',
  operation: 'content.approve-material',
  type: 'content.material-approved',
  actor: { kind: 'person', id: idOf(100), name: '测试员' },
  subject: { kind: 'material', id: idOf(200) },
  detail: { level: 'legal', digest: 'ab'.repeat(32), findings: 0 },
  origin: { ip: '192.0.2.1', request: 'r-1' },
  ...part,
})

/** One to thirty entries with distinct ids. */
export const entries: fc.Arbitrary<[LedgerEntry, ...LedgerEntry[]]> = fc
  .array(
    fc.record({
      detail: someDetail,
      kind: fc.constantFrom('person', 'job'),
      minute: fc.integer({ min: 10, max: 59 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((parts) =>
    parts.map(({ detail, kind, minute }, index) =>
      entry({ id: idOf(index), detail, actor: { kind }, at: `2026-03-02T01:${minute}:00.000Z` }),
    ),
  )
  .filter((list): list is [LedgerEntry, ...LedgerEntry[]] => list.length > 0)
