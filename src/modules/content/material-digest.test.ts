import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channels } from './channels.ts'
import { digestOf } from './material-digest.ts'
import type { MaterialFields } from './material-fields.ts'

const text = (maxLength: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength })
const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })

const fieldsArbitrary: fc.Arbitrary<MaterialFields> = fc.record({
  title: text(20),
  copy: text(80),
  channel: fc.constantFrom(...channels),
  industry: fc.option(text(8)),
  advertising: fc.boolean(),
  aiGenerated: fc.boolean(),
  audienceConsent: fc.option(text(20)),
  accountIds: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
  attachments: fc.uniqueArray(fc.record({ digest: hash, name: text(10) }), {
    maxLength: 3,
    selector: ({ digest }) => digest,
  }),
})

const fieldNames = [
  'title',
  'copy',
  'channel',
  'industry',
  'advertising',
  'aiGenerated',
  'audienceConsent',
  'accountIds',
  'attachments',
] as const satisfies readonly (keyof MaterialFields)[]

const sameAccounts = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted())

describe('digest of a material', () => {
  it('changes with every single field (CNT-1)', () => {
    fc.assert(
      fc.property(fieldsArbitrary, fieldsArbitrary, fc.constantFrom(...fieldNames), (fields, other, name) => {
        const equal =
          name === 'accountIds'
            ? sameAccounts(fields.accountIds, other.accountIds)
            : JSON.stringify(fields[name]) === JSON.stringify(other[name])
        const changed = { ...fields, [name]: other[name] }
        expect(digestOf(changed) === digestOf(fields)).toBe(equal)
      }),
    )
  })

  it('does not depend on the order of keys or of accounts', () => {
    fc.assert(
      fc.property(fieldsArbitrary, (fields) => {
        const reversedKeys = Object.fromEntries(Object.entries(fields).toReversed()) as MaterialFields
        const reversedAccounts = { ...reversedKeys, accountIds: fields.accountIds.toReversed() }
        expect(digestOf(reversedAccounts)).toBe(digestOf(fields))
      }),
    )
  })

  it('tells apart text that moved from one field to the next', () => {
    const base = {
      channel: 'weibo',
      industry: null,
      advertising: false,
      aiGenerated: false,
      audienceConsent: null,
      accountIds: [],
      attachments: [],
    } as const
    const fields = (title: string, copy: string): MaterialFields => ({
      ...base,
      title,
      copy,
      accountIds: [],
      attachments: [],
    })
    expect(digestOf(fields('新品', '上市'))).not.toBe(digestOf(fields('新品上', '市')))
  })

  it('stays the same from one release to the next', () => {
    const fields: MaterialFields = {
      title: '【广告】春季新品',
      copy: '桂花拿铁上市。',
      channel: 'moments',
      industry: '食品',
      advertising: true,
      aiGenerated: false,
      audienceConsent: null,
      accountIds: ['0190f5a0-0000-7000-8000-000000000002', '0190f5a0-0000-7000-8000-000000000001'],
      attachments: [{ digest: 'a'.repeat(64), name: '海报.png' }],
    }
    expect(digestOf(fields)).toBe('0d98fbb2804238f6b508e4853aff17c4df3eaba193b8f98a7bcaf3785cc1671a')
  })
})
