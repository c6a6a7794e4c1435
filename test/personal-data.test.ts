import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { startTestApp } from './harness.ts'
import { tablesWithoutPersonalData } from './tables-without-personal-data.ts'

describe('the registry of personal data (PRV-2)', async () => {
  const app = await startTestApp()
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(app.db)
  const tables = rows.map(({ name }) => name)
  const holders = app.catalogue.modules.flatMap(({ personalData }) => personalData)
  const named = holders.flatMap((holder) => holder.tables)

  it.each(tables)('knows whether %s holds something about people outside', (table) => {
    const known = named.includes(table) || tablesWithoutPersonalData[table] !== undefined
    expect(
      known,
      `${table} is named by nobody. If it holds anything about people outside, name it in the personalData of its module `
        + '(src/kernel/personal-data.ts), which then shows and erases it; if not, list it with the reason in test/tables-without-personal-data.ts.',
    ).toBe(true)
  })

  it('names no table twice, none in both lists, and none that does not exist', () => {
    const both = [...named, ...Object.keys(tablesWithoutPersonalData)]
    expect(both.filter((table, at) => both.indexOf(table) !== at)).toEqual([])
    expect(both.filter((table) => !tables.includes(table))).toEqual([])
  })

  it('names its parts once, and has one that keeps the identity', () => {
    expect(new Set(holders.map(({ name }) => name)).size).toBe(holders.length)
    expect(holders.filter(({ keepsIdentity }) => keepsIdentity).map(({ name }) => name)).toEqual(['vault.customers'])
  })
})
