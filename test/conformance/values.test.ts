import { sql, type Generated, type Insertable, type Selectable } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, type Database } from '../../src/kernel/database/index.ts'
import { testDatabases } from '../database.ts'

type Tables = {
  sample: {
    id: Generated<number>
    small: number | null
    big: number | null
    real8: number | null
    exact: string | null
    truth: boolean | null
    words: string | null
    key: string | null
    bytes: Uint8Array | null
    day: string | null
    moment: Date | null
    clock: string | null
    span: string | null
    facts: unknown
    word_list: (string | null)[] | null
    big_list: number[] | null
    moment_list: Date[] | null
    bytes_list: Uint8Array[] | null
    facts_list: unknown[] | null
  }
}

describe.each(testDatabases())('values on $name', ({ createEmpty }) => {
  let database: Database<Tables>

  beforeAll(async () => {
    database = await createEmpty<Tables>()
    await sql`
      create table sample (
        id int generated always as identity primary key,
        small int2, big int8, real8 float8, exact numeric, truth boolean, words text, key uuid, bytes bytea, day date,
        moment timestamptz, clock time, span interval, facts jsonb,
        word_list text[], big_list int8[], moment_list timestamptz[], bytes_list bytea[], facts_list jsonb[]
      )`.execute(database.kysely)
  })
  afterAll(() => database.close())

  async function roundTrip(row: Partial<Insertable<Tables['sample']>>): Promise<Selectable<Tables['sample']>> {
    const { id } = await database.kysely.insertInto('sample').values(row).returning('id').executeTakeFirstOrThrow()
    return database.kysely.selectFrom('sample').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  }

  it('gives back every kind of value as it was written', async () => {
    const row = {
      small: -32_768,
      big: Number.MAX_SAFE_INTEGER,
      real8: 0.1,
      exact: '12345678901234567890.50',
      truth: true,
      words: '全网最低 "价" \\ 100% \u{1F600}\n',
      key: '0198c1a0-7b7e-7c3e-9d1f-0123456789ab',
      bytes: new Uint8Array([0, 1, 127, 128, 255]),
      day: '2026-02-28',
      moment: new Date('2026-01-31T23:59:59.123Z'),
      clock: '08:30:00',
      span: '1 mon 2 days 03:00:00',
    }
    expect(await roundTrip(row)).toMatchObject(row)
  })

  it('keeps a day the same day whatever the time zone of the machine', async () => {
    expect(await roundTrip({ day: '2026-01-01' })).toMatchObject({ day: '2026-01-01' })
  })

  it('reads a moment to the millisecond also where the server keeps more', async () => {
    const { rows } = await sql<{ moment: Date }>`
      select timestamptz '2026-06-01 12:00:00.123987+08' as moment`.execute(database.kysely)
    expect(rows[0]?.moment).toEqual(new Date('2026-06-01T04:00:00.123Z'))
  })

  it('stores JSON of every shape, also a top-level array, string and null', async () => {
    for (const facts of [{ a: [1, null, { b: '值' }] }, [1, 'two', [3]], 'text', 7, false]) {
      expect(await roundTrip({ facts: json(facts) })).toMatchObject({ facts })
    }
    const { rows } = await sql<{ kind: string }>`select jsonb_typeof(${json(null)}) as kind`.execute(database.kysely)
    expect(rows).toEqual([{ kind: 'null' }])
  })

  it('takes and gives arrays, with null and with what an array literal must escape', async () => {
    const row = {
      word_list: ['plain', '', 'NULL', null, 'a,b', '{c}', 'd"e', 'f\\g', ' h '],
      big_list: [1, 2 ** 40],
      moment_list: [new Date('2026-01-01T00:00:00Z')],
      bytes_list: [new Uint8Array([92, 34]), new Uint8Array([])],
    }
    expect(await roundTrip(row)).toMatchObject(row)
    expect(await roundTrip({ word_list: [] })).toMatchObject({ word_list: [] })
  })

  it('gives arrays of JSON parsed', async () => {
    const { rows } = await sql<{ list: unknown[] }>`
      select array['{"a": [1, "x\\"y"]}'::jsonb, null] as list`.execute(database.kysely)
    expect(rows[0]?.list).toEqual([{ a: [1, 'x\\"y'.replace('\\"', '"')] }, null])
  })

  it('gives NULL as null in every column', async () => {
    const row = await roundTrip({ words: null })
    const values = Object.entries(row).filter(([column]) => column !== 'id').map(([, value]) => value)
    expect(values.every((value) => value === null)).toBe(true)
  })

  it('counts in numbers', async () => {
    const { rows } = await sql`
      select count(*) as rows, sum(1::int8) as exact, avg(2::int4) as mean, max(3::int4) as top from generate_series(1, 3)`
      .execute(database.kysely)
    expect(rows).toEqual([{ rows: 3, exact: '3', mean: '2.0000000000000000', top: 3 }])
  })

  it('refuses an integer that a number cannot hold instead of rounding it', async () => {
    await expect(sql`select 9007199254740993::int8 as big`.execute(database.kysely)).rejects.toThrow(/2\^53/)
  })

  it('tells how many rows a statement changed, and nothing for a read', async () => {
    await database.kysely.insertInto('sample').values([{ words: 'n' }, { words: 'n' }]).execute()
    const updated = await database.kysely.updateTable('sample').set({ small: 1 }).where('words', '=', 'n').executeTakeFirst()
    expect(updated.numUpdatedRows).toBe(2n)
    const deleted = await database.kysely.deleteFrom('sample').where('words', '=', 'n').executeTakeFirst()
    expect(deleted.numDeletedRows).toBe(2n)
    const read = await sql`select 1 as one`.execute(database.kysely)
    expect(read.numAffectedRows).toBeUndefined()
  })

  it('finds rows by every kind of parameter', async () => {
    const moment = new Date('2026-03-01T00:00:00.5Z')
    const bytes = new Uint8Array([1, 2, 3])
    const { id } = await database.kysely.insertInto('sample')
      .values({ moment, bytes, truth: false, exact: '1.5', day: '2026-03-01', facts: json({ k: 1 }) })
      .returning('id').executeTakeFirstOrThrow()
    const found = await database.kysely.selectFrom('sample').select('id')
      .where('moment', '=', moment).where('bytes', '=', bytes).where('truth', '=', false).where('exact', '=', '1.50')
      .where('day', '=', '2026-03-01').where('facts', '@>', json({ k: 1 })).where('id', '=', sql<number>`any(${[id, -1]})`)
      .execute()
    expect(found).toEqual([{ id }])
  })

  it('runs every session in UTC', async () => {
    const { rows } = await sql`select current_setting('TimeZone') as zone, date '2026-01-01'::timestamptz as midnight`
      .execute(database.kysely)
    expect(rows).toEqual([{ zone: 'UTC', midnight: new Date('2026-01-01T00:00:00Z') }])
  })
})
