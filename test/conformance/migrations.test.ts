import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, MigrationError, type Database } from '../../src/kernel/database/index.ts'
import { testDatabases } from '../database.ts'

type Tables = { fruit: { name: string }; log: { name: string } }

const first = `
  create table fruit (name text primary key);
  create table log (name text);
  create function note() returns trigger language plpgsql as $$
  begin
    insert into log values (new.name); -- a semicolon; inside
    return new;
  end $$;
  create trigger fruit_note after insert on fruit for each row execute function note();
`

describe.each(testDatabases())('migrations on $name', ({ createEmpty }) => {
  let database: Database<Tables>
  let directory: string

  beforeAll(async () => {
    database = await createEmpty<Tables>()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await sql`drop schema public cascade`.execute(database.kysely)
    await sql`create schema public`.execute(database.kysely)
    directory = await mkdtemp(join(tmpdir(), 'weidun-migrations-'))
    await writeFile(join(directory, '0001-fruit.sql'), first)
  })
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  it('applies files of several statements in their order, once', async () => {
    await writeFile(join(directory, '0002-apple.sql'), `insert into fruit values ('apple')`)
    expect(await migrate(database, directory)).toEqual([1, 2])
    expect(await migrate(database, directory)).toEqual([])
    expect(await database.kysely.selectFrom('log').selectAll().execute()).toEqual([{ name: 'apple' }])
  })

  it('keeps nothing of a file that fails, and everything before it', async () => {
    await writeFile(join(directory, '0002-broken.sql'), `insert into fruit values ('pear'); insert into nowhere values (1)`)
    await expect(migrate(database, directory)).rejects.toMatchObject({ sqlstate: '42P01' })
    expect(await database.kysely.selectFrom('fruit').selectAll().execute()).toEqual([])
    await writeFile(join(directory, '0002-broken.sql'), `insert into fruit values ('pear')`)
    expect(await migrate(database, directory)).toEqual([2])
  })

  it('refuses when an applied file has been changed', async () => {
    await migrate(database, directory)
    await writeFile(join(directory, '0001-fruit.sql'), `${first} -- improved`)
    await expect(migrate(database, directory)).rejects.toThrow(/0001-fruit has been changed/)
  })

  it('takes a file with the line ends of another system for the same', async () => {
    await migrate(database, directory)
    await writeFile(join(directory, '0001-fruit.sql'), first.replaceAll('\n', '\r\n'))
    expect(await migrate(database, directory)).toEqual([])
  })

  it('refuses a database that is newer than the program', async () => {
    await writeFile(join(directory, '0002-new.sql'), 'select 1')
    await migrate(database, directory)
    await rm(join(directory, '0002-new.sql'))
    await expect(migrate(database, directory)).rejects.toThrow(/at version 2 .*knows versions up to 1/)
  })

  it('refuses a file that belongs before what has been applied', async () => {
    await writeFile(join(directory, '0003-later.sql'), 'select 1')
    await migrate(database, directory)
    await writeFile(join(directory, '0002-late.sql'), 'select 1')
    await expect(migrate(database, directory)).rejects.toThrow(MigrationError)
  })

  it('refuses a file that ends its own transaction', async () => {
    await writeFile(join(directory, '0002-commit.sql'), `insert into fruit values ('fig'); commit; select 1`)
    await expect(migrate(database, directory)).rejects.toThrow(/ends its own transaction/)
  })

  it('applies each file once when two servers start together', async () => {
    const [one, two] = await Promise.all([migrate(database, directory), migrate(database, directory)])
    expect([...one, ...two]).toEqual([1])
  })

  it('leaves the session as every other session', async () => {
    await migrate(database, directory)
    const { rows } = await sql<{ timeout: string }>`select current_setting('statement_timeout') as timeout`.execute(database.kysely)
    expect(rows).toEqual([{ timeout: database.kind === 'postgres' ? '1min' : '0' }])
  })
})
