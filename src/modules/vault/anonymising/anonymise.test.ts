import { createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { identityCheck, luhnFits } from '../../../screening/personal-data/check-digits.ts'
import { manyCustomers } from '../exporting/exporting.fixture.ts'
import { customerValues } from '../exporting/mark/values.fixture.ts'
import type { Field } from '../fields/input.ts'
import { fictional, newCustomer, vaultPeople } from '../vault.fixture.ts'
import { inventorUnder } from './invent.ts'

const identityOf = (seed: number): string => {
  const front = `3301061${String(950 + (seed % 40)).padStart(3, '0')}${String((seed % 12) + 1).padStart(2, '0')}${String((seed % 28) + 1).padStart(2, '0')}00${seed % 10}`
  return front + identityCheck(front)
}

const cardOf = (seed: number): string => {
  const front = `622200000000${String(seed).padStart(6, '0')}`
  return front + Array.from('0123456789').find((digit) => luhnFits(front + digit))
}

const valuesOf = (seed: number): readonly Field[] => [
  ...customerValues(seed),
  { kind: 'id-card', value: identityOf(seed) },
  { kind: 'bank-card', value: cardOf(seed) },
  { kind: 'birthday', value: `${identityOf(seed).slice(6, 10)}-${identityOf(seed).slice(10, 12)}-${identityOf(seed).slice(12, 14)}` },
]

const parts = (number: string): string[] => Array.from({ length: number.length - 4 }, (_, at) => number.slice(at, at + 5))

describe('invented values (DAT-3)', () => {
  const all = Array.from({ length: 1_500 }, (_, seed) => valuesOf(seed))
  const originals = new Set(all.flat().map(({ value }) => value))
  const invent = inventorUnder(createSecretKey(randomBytes(32)), originals)
  const made = all.map((fields) => fields.map(({ kind, value }) => ({ kind, original: value, value: invent(kind, value) })))
  const of = (wanted: Field['kind']) => made.flat().filter(({ kind }) => kind === wanted)

  it('holds no value that was put in, and no five digits of the phone it stands for', () => {
    for (const { kind, value, original } of made.flat()) {
      if (kind === 'birthday') expect(value).not.toBe(original)
      else expect([kind, originals.has(value)]).toEqual([kind, false])
      if (kind === 'mobile' || kind === 'landline') expect([original, parts(original).filter((part) => value.includes(part))]).toEqual([original, []])
    }
  })

  it('gives the same for the same within a run, another in the next, and never one for two', () => {
    for (const { kind, value, original } of made.flat()) expect(invent(kind, original)).toBe(value)
    const next = inventorUnder(createSecretKey(randomBytes(32)), originals)
    expect(of('mobile').filter(({ original, value }) => next('mobile', original) === value).length).toBeLessThan(5)
    for (const kind of ['mobile', 'email', 'id-card', 'bank-card'] as const) {
      expect(new Set(of(kind).map(({ value }) => value)).size).toBe(new Set(of(kind).map(({ original }) => original)).size)
    }
  })

  it('makes numbers that look right and are nobody’s', () => {
    for (const { value } of of('mobile')) expect(value).toMatch(/^16[013489]\d{8}$/)
    for (const { value } of of('email')) expect(value).toMatch(/@example\.com$/)
    for (const { value, original } of of('bank-card')) expect([luhnFits(value), value.length]).toEqual([true, original.length])
    for (const { value, original } of of('id-card')) {
      expect([value.slice(0, 6), identityCheck(value), Number(value[16]) % 2]).toEqual([`${original.slice(0, 2)}9999`, value[17], Number(original[16]) % 2])
    }
    for (const { value, original } of of('address')) {
      const province = /^(?:浙江|江苏|北京|广西|内蒙古|新疆|四川|上海|湖南)/.exec(original)?.[0] ?? ''
      expect(value.startsWith(province)).toBe(true)
    }
  })

  it('keeps the age, and the birthday of the card', () => {
    for (const fields of made) {
      const [card, birthday] = [fields.find(({ kind }) => kind === 'id-card'), fields.find(({ kind }) => kind === 'birthday')]
      expect(card?.value.slice(6, 14)).toBe(birthday?.value.replaceAll('-', ''))
      const days = Math.abs(Date.parse(birthday?.value ?? '') - Date.parse(birthday?.original ?? '')) / 86_400_000
      expect(days >= 1 && days <= 180).toBe(true)
    }
  })
})

describe.each(testDatabases())('test data on $name', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { service, administrator, legal } = await vaultPeople(app)
  const departmentId = service.kind === 'person' ? service.departmentId : ''
  const all = Array.from({ length: 120 }, (_, seed) => valuesOf(seed))
  await manyCustomers(app, departmentId, all)
  await app.call('vault.register-customer', newCustomer(fictional), service)
  const make = async (format: 'csv' | 'ndjson' | 'json' | 'xlsx') => {
    const { base64, customers } = await app.call('vault.anonymise', { format, most: 1_000 }, administrator)
    expect(customers).toBe(121)
    return Buffer.from(base64, 'base64')
  }

  it('writes a copy in which no value of anybody appears (DAT-3)', async () => {
    const places = [...all.flat(), ...Object.entries(fictional).map(([kind, value]) => ({ kind, value }))]
    for (const format of ['csv', 'ndjson', 'json'] as const) {
      const text = (await make(format)).toString('utf8')
      const found = places.filter(({ kind, value }) => kind !== 'birthday' && kind !== 'name' && text.includes(value))
      expect(found).toEqual([])
      expect(text).not.toContain(departmentId)
    }
    // Names are short: one may be part of another, so they are looked at one by one.
    const lines = (await make('ndjson')).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, string>)
    const names = new Set(all.flat().flatMap(({ kind, value }) => (kind === 'name' ? [value] : [])))
    expect(lines.filter(({ name }) => name !== undefined && names.has(name))).toEqual([])
  })

  it('keeps tables together, and makes a workbook', async () => {
    const tables = JSON.parse((await make('json')).toString('utf8')) as { customer: { id: string }[]; customer_field: { customer: string }[] }
    const ids = new Set(tables.customer.map(({ id }) => id))
    expect([ids.size, tables.customer_field.every(({ customer }) => ids.has(customer))]).toEqual([121, true])
    expect((await make('xlsx')).subarray(0, 2).toString()).toBe('PK')
  })

  it('is for the administrator with a fresh factor, on record without a value', async () => {
    for (const actor of [service, legal]) await expect(app.call('vault.anonymise', {}, actor)).rejects.toMatchObject({ code: 'permission.missing' })
    const stale = administrator.kind === 'person' ? { ...administrator, provenAt: new Date(0) } : administrator
    await expect(app.call('vault.anonymise', {}, stale)).rejects.toMatchObject({ code: 'session.prove-again' })
    const entries = await app.db.selectFrom('ledger_entry').select('detail').where('type', '=', 'test-data.made').execute()
    expect(entries[0]?.detail).toMatchObject({ customers: 121 })
  })
})
