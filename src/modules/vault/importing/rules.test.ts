import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Field } from '../fields/input.ts'
import { fictional } from '../vault.fixture.ts'
import { cellValue } from './cell-value.ts'
import type { ReadyRow } from './check-row.ts'
import { checkRow } from './check-row.ts'
import { packRows, unpackRows } from './chunks.ts'
import { guessColumns } from './columns.ts'
import { duplicateRules, isIdentity } from './duplicates.ts'
import { after, type ImportState, importStates, type Step, transitions } from './life-cycle.ts'
import { readDate } from './read-date.ts'
import type { Cell } from './reading/table.ts'
import { resolveRows } from './resolve-rows.ts'

const now = new Date('2026-06-01T02:00:00Z')
const consent = { basis: 'consent', separate: false, guardian: false } as const
const everything = { basis: 'consent', separate: true, guardian: true } as const

describe('the life cycle of an import (DAT-5)', () => {
  it.each<[Step, ImportState, ImportState | undefined]>([
    ['store', 'uploading', 'uploading'],
    ['close', 'uploading', 'uploaded'],
    ['check', 'uploaded', 'checking'],
    ['check', 'checked', 'checking'],
    ['check', 'uploading', undefined],
    ['confirm', 'checked', 'running'],
    ['confirm', 'uploaded', undefined],
    ['confirm', 'running', undefined],
    ['finish', 'running', 'done'],
    ['cancel', 'running', 'cancelled'],
    ['cancel', 'checked', undefined],
    ['discard', 'running', undefined],
    ['expire', 'running', undefined],
    ['expire', 'checked', 'expired'],
  ])('%s from %s leads to %s', (step, from, to) => expect(after(from, step)).toBe(to))

  it('ends: nothing leads out of an end', () => {
    const ends: ImportState[] = ['done', 'cancelled', 'discarded', 'expired', 'unreadable']
    for (const state of ends) for (const step of Object.keys(transitions) as Step[]) expect(after(state, step)).toBeUndefined()
    for (const state of Object.keys(importStates) as ImportState[]) {
      const ways = (Object.keys(transitions) as Step[]).filter((step) => after(state, step) !== undefined)
      expect(ways.length > 0).toBe(!ends.includes(state))
    }
  })
})

describe('columns are guessed by their names', () => {
  it('knows the words of shops, forms and platforms, in both languages', () => {
    expect(guessColumns(['客户姓名', '联系电话（必填）', 'E-mail', '收货地址', '下单金额', '微信号'])).toEqual(['name', 'mobile', 'email', 'address', null, 'wechat'])
    expect(guessColumns(['Full Name', 'Mobile Phone', 'date_of_birth', 'ID Card Number', 'external_userid'])).toEqual(['name', 'mobile', 'birthday', 'id-card', 'wecom-id'])
  })

  it('takes the first of two columns that say the same', () => {
    expect(guessColumns(['手机', '电话'])).toEqual(['mobile', null])
  })
})

describe('a cell (DAT-5)', () => {
  const figure = (text: string): Cell => ({ text, as: 'number' })
  it.each<[Parameters<typeof cellValue>[0], Cell, string]>([
    ['mobile', '138 0000 0000', '13800000000'],
    ['mobile', '+86 138-0000-0000', '13800000000'],
    ['mobile', '１３８００００００００', '13800000000'],
    ['mobile', '\u200B13800000000\uFEFF', '13800000000'],
    ['mobile', '13800000000.0', '13800000000'],
    ['mobile', figure('13800000000'), '13800000000'],
    ['mobile', figure('1.38E10'), '13800000000'],
    ['birthday', figure('32874'), '1990-01-01'],
    ['birthday', figure('32874.75'), '1990-01-01'],
    ['birthday', '1990/1/1', '1990-01-01'],
    ['birthday', '1990年1月1日', '1990-01-01'],
    ['birthday', '19900101', '1990-01-01'],
    ['birthday', '1990-01-01 08:30:00', '1990-01-01'],
    ['id-card', '11010119000101 0006', '110101190001010006'],
    ['email', ' Someone@Example.com ', 'someone@example.com'],
  ])('%s: %j is %s', (kind, cell, value) => expect(cellValue(kind, cell)).toEqual({ field: { kind, value } }))

  it.each<[Parameters<typeof cellValue>[0], Cell, string]>([
    ['mobile', '1.38E+10', 'digits-lost'],
    ['id-card', figure('1.1010119000101E+17'), 'digits-lost'],
    ['bank-card', figure('6222000000000000000'), 'digits-lost'],
    ['id-card', '110101900101001', 'id-card-15'],
    ['id-card', '110101190001010007', 'unfit'],
    ['mobile', '12345', 'unfit'],
    ['name', '=HYPERLINK("http://example.com","x")', 'formula'],
    ['note', '@SUM(A1)', 'formula'],
    ['note', '-cmd|calc', 'formula'],
    ['mobile', { text: '13800000000', as: 'formula' }, 'formula'],
    ['name', { text: '#N/A', as: 'error' }, 'error-cell'],
    ['name', '测试\u0000', 'unstorable'],
    ['name', '测\uFFFD', 'unstorable'],
    ['address', '路'.repeat(300), 'too-long'],
    ['birthday', '01/02/1990', 'no-date'],
    ['birthday', '1990-02-30', 'no-date'],
    ['birthday', figure('60'), 'no-date'],
  ])('%s: %j is refused as %s', (kind, cell, fault) => expect(cellValue(kind, cell)).toEqual({ fault }))

  it.each(['', '  ', '\u200B', { text: '', as: 'number' } as const])('%j is empty', (cell) => expect(cellValue('mobile', cell)).toBeNull())

  it('reads every day that a spreadsheet counts, and none twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 73_050 }), (serial) => {
        const date = readDate(String(serial), { serial: true })
        expect(Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569).toBe(serial)
        expect(readDate(date ?? '', { serial: false })).toBe(date)
      }),
    )
  })
})

describe('a row (DAT-5)', () => {
  const columns = ['name', 'mobile', 'id-card', 'birthday'] as const
  const check = (cells: Cell[], given: Parameters<typeof checkRow>[2] = consent) => checkRow({ number: 7, cells }, columns, given, now)
  const code = (checked: ReturnType<typeof check>) => ('faults' in checked ? checked.faults.map((fault) => [fault.code, fault.column]) : 'ready')

  it('passes the gate that every registration passes', () => {
    expect(code(check(['测试甲某', fictional.mobile, '', '']))).toBe('ready')
    expect(code(check(['测试甲某', '', fictional['id-card'], '']))).toEqual([['consent.separate-missing', null]])
    expect(code(check(['测试童某', '', '', '2016-01-01'], { ...everything, guardian: false }))).toEqual([['consent.guardian-missing', null]])
    expect(code(check(['测试童某', '', '', '2016-01-01'], everything))).toBe('ready')
  })

  it('names every wrong cell by its column, and an empty row of chosen columns', () => {
    expect(code(check(['=x', '1', '', '']))).toEqual([['formula', 1], ['unfit', 2]])
    expect(code(check([]))).toEqual([['no-field', null]])
  })
})

describe('rows of one batch (DAT-5)', () => {
  const digestOf = (kind: string, value: string): string => `${kind}:${value}`
  const row = (number: number, fields: Partial<Record<Field['kind'], string>>, minor = false): ReadyRow => ({
    row: number,
    minor,
    fields: Object.entries(fields).map(([kind, value]) => ({ kind: kind as Field['kind'], value: value ?? '' })),
  })
  const known = (id: string, fields: Partial<Record<Field['kind'], string>>, more: { state?: 'active' | 'restricted'; minor?: boolean } = {}) => ({
    id,
    state: 'active' as const,
    minor: false,
    ...more,
    digests: new Map(Object.entries(fields).map(([kind, value]) => [kind as Field['kind'], isIdentity(kind as Field['kind']) ? digestOf(kind, value ?? '') : null])),
  })
  const resolve = (rows: ReadyRow[], rule: keyof typeof duplicateRules = 'fill', there: ReturnType<typeof known>[] = [], given: Parameters<typeof checkRow>[2] = everything) =>
    resolveRows(rows, { rule, consent: given, known: there, digestOf })
  const codes = (resolved: ReturnType<typeof resolve>) => resolved.faults.map(({ code }) => code)

  it('joins rows of one number, filling or writing over', () => {
    const rows = [row(2, { mobile: '1', name: '甲' }), row(3, { mobile: '1', name: '乙', email: 'a@example.com' })]
    expect(resolve(rows).added).toEqual([{ minor: false, fields: [{ kind: 'mobile', value: '1' }, { kind: 'name', value: '甲' }, { kind: 'email', value: 'a@example.com' }] }])
    expect(resolve(rows, 'overwrite').added[0]?.fields).toContainEqual({ kind: 'name', value: '乙' })
    expect(resolve(rows, 'skip')).toMatchObject({ skipped: 1, merged: 0 })
    expect(codes(resolve(rows, 'refuse'))).toEqual(['twice-in-file'])
  })

  it('joins a row to whoever is there, and writes nothing that they have', () => {
    const there = [known('a', { mobile: '1', name: '甲' })]
    expect(resolve([row(2, { mobile: '1', name: '乙', address: '路' })], 'fill', there).changed).toEqual([
      { id: 'a', minor: false, fields: [{ kind: 'address', value: '路' }] },
    ])
    expect(resolve([row(2, { mobile: '1', name: '乙' })], 'fill', there)).toMatchObject({ changed: [], merged: 1, added: [] })
    expect(codes(resolve([row(2, { mobile: '1' })], 'refuse', there))).toEqual(['known-already'])
  })

  it('leaves alone what is two people, somebody else, restricted, or a child without a guardian', () => {
    const there = [known('a', { mobile: '1', 'id-card': 'x' }), known('b', { email: 'b' }), known('c', { wechat: 'c' }, { state: 'restricted' }), known('d', { mobile: '4' }, { minor: true })]
    expect(codes(resolve([row(2, { mobile: '1', email: 'b' })], 'overwrite', there))).toEqual(['two-customers'])
    expect(codes(resolve([row(2, { mobile: '1', 'id-card': 'y' })], 'overwrite', there))).toEqual(['other-person'])
    expect(codes(resolve([row(2, { wechat: 'c' })], 'overwrite', there))).toEqual(['restricted'])
    expect(codes(resolve([row(2, { mobile: '4', name: '童' })], 'overwrite', there, { ...everything, guardian: false }))).toEqual(['consent.guardian-missing'])
  })

  it('never makes two customers of one number, and forgets no row (property)', () => {
    const small = fc.constantFrom('1', '2', '3', '4')
    const rows = fc.array(fc.record({ mobile: small, email: fc.option(small, { nil: undefined }), wechat: fc.option(small, { nil: undefined }) }), { maxLength: 12 })
    fc.assert(
      fc.property(rows, fc.constantFrom('fill', 'overwrite', 'skip', 'refuse'), (given, rule) => {
        const made = given.map((fields, at) => row(at + 2, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))))
        const { added, merged, skipped, faults } = resolve(made, rule as 'fill')
        const numbers = added.flatMap(({ fields }) => fields.map(({ kind, value }) => digestOf(kind, value)))
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(added.length + merged + skipped + faults.length).toBe(given.length)
      }),
    )
  })

  it('come out of a chunk as they went in, however long they are', () => {
    const rows = Array.from({ length: 1000 }, (_, at) => row(at, { name: '客', note: '备'.repeat(500) }, at % 2 === 0))
    const chunks = packRows(rows)
    expect(chunks.length).toBeGreaterThan(1)
    expect(Math.max(...chunks.map(({ bytes }) => bytes.length))).toBeLessThan(1_000_000)
    expect(chunks.flatMap(({ bytes }) => unpackRows(bytes))).toEqual(rows)
  })
})
