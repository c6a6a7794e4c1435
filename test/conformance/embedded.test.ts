import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildDatabaseImage } from '../../build/database-image.ts'
import { lockDirectory } from '../../src/kernel/database/directory-lock.ts'
import { DatabaseBusyError, openDatabase, type Database } from '../../src/kernel/database/index.ts'
import { bytesSinceCheckpoint, tablesToVacuum } from '../../src/kernel/database/maintenance.ts'
import { startChild } from './child.ts'

type Tables = { pair: { number: number; half: string }; note: { text: string } }

describe('the embedded database in its directory', () => {
  let directory: string

  beforeAll(async () => {
    await buildDatabaseImage()
    directory = await mkdtemp(join(tmpdir(), 'weidun-database-'))
  })
  afterAll(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  const open = (): Promise<Database<Tables>> => openDatabase<Tables>({ directory })

  it('keeps what was committed over a close', async () => {
    const before = await open()
    await sql`create table note (text text)`.execute(before.kysely)
    await before.kysely.insertInto('note').values({ text: '留' }).execute()
    await before.close()
    const after = await open()
    expect(await after.kysely.selectFrom('note').selectAll().execute()).toEqual([{ text: '留' }])
    await after.close()
  })

  it('runs with fsync, unlike PGlite by itself', async () => {
    const database = await open()
    const { rows } = await sql<{ fsync: string; waits: string; images: string }>`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as waits,
        current_setting('full_page_writes') as images`.execute(database.kysely)
    await database.close()
    expect(rows).toEqual([{ fsync: 'on', waits: 'on', images: 'on' }])
  })

  it('loses no acknowledged row and keeps no half transaction when killed (-9) again and again', async () => {
    let first = 0
    const acknowledged: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const child = startChild('write-rows.ts', directory, String(first))
      await child.until((line) => line !== 'open')
      await delay(100 + Math.random() * 400)
      await child.kill()
      acknowledged.push(...child.lines.filter((line) => line !== 'open').map(Number))
      first += 100_000
    }

    const database = await open()
    const pairs = await database.kysely.selectFrom('pair').select(({ fn }) => ['number', fn.countAll<number>().as('halves')])
      .groupBy('number').execute()
    await database.close()
    expect(acknowledged.length).toBeGreaterThan(3)
    expect(pairs.filter(({ halves }) => halves !== 2)).toEqual([])
    const kept = new Set(pairs.map(({ number }) => number))
    expect(acknowledged.filter((number) => !kept.has(number))).toEqual([])
  })

  it('refuses a second process and says which directory and what to do, until the first is gone', async () => {
    const holder = startChild('open-and-hold.ts', directory)
    await holder.until((line) => line === 'open')
    const second = startChild('open-and-hold.ts', directory)
    await second.ended
    expect(second.lines.at(-1)).toMatch(/^DatabaseBusyError: .*process \d+ .*WEIDUN_DATA.*DATABASE_URL/)
    expect(second.lines.at(-1)).toContain(directory)
    await expect(open()).rejects.toThrow(DatabaseBusyError)

    await holder.kill()
    await (await open()).close()
  })

  it('refuses a second opening in the same process, also by another path to the directory', async () => {
    const database = await open()
    await expect(openDatabase({ directory: join(directory, '..', directory.split('/').at(-1) ?? '') }))
      .rejects.toThrow(DatabaseBusyError)
    await database.close()
  })

  it('finds tables that need a vacuum and log that needs a checkpoint', async () => {
    const database = await open()
    await sql`insert into note select 'x' from generate_series(1, 500)`.execute(database.kysely)
    await sql`update note set text = 'y'`.execute(database.kysely)
    expect(await tablesToVacuum(database.pool)).toContain('public.note')
    expect(await bytesSinceCheckpoint(database.pool)).toBeGreaterThan(10_000)
    await sql`vacuum (analyze) note`.execute(database.kysely)
    await sql`checkpoint`.execute(database.kysely)
    expect(await tablesToVacuum(database.pool)).not.toContain('public.note')
    expect(await bytesSinceCheckpoint(database.pool)).toBe(0)
    await database.close()
  })
})

describe('the first start of the embedded database', () => {
  let directory: string

  beforeAll(async () => {
    await buildDatabaseImage()
  })
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'weidun-database-'))
  })
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  const open = (image?: string): Promise<Database<Tables>> => openDatabase<Tables>({ directory, image })

  it('starts without an image as well, only slower', async () => {
    const database = await open(join(directory, 'no-such-image.tar'))
    expect((await sql`select 1 as one`.execute(database.kysely)).rows).toEqual([{ one: 1 }])
    await database.close()
  })

  it('takes nothing half made for a database when the first start is killed (-9)', async () => {
    const child = startChild('open-and-hold.ts', directory)
    while (!existsSync(join(directory, 'cluster.unfinished', 'PG_VERSION'))) await delay(2)
    await child.kill()
    expect(await readdir(directory)).not.toContain('cluster')

    const database = await open()
    expect((await sql`select 1 as one`.execute(database.kysely)).rows).toEqual([{ one: 1 }])
    await database.close()
    expect(await readdir(directory)).not.toContain('cluster.unfinished')
  })

  it('refuses a folder without a database and one of another version, and lets go of it', async () => {
    await mkdir(join(directory, 'cluster'))
    await expect(open()).rejects.toThrow(/holds no database/)
    await writeFile(join(directory, 'cluster', 'PG_VERSION'), '17\n')
    await expect(open()).rejects.toThrow(/written by version 17 .* reads 18/)
    await rm(join(directory, 'cluster'), { recursive: true })
    await (await open()).close()
  })
})

describe('the lock file, for holders whose process cannot be seen', () => {
  let directory: string
  const times = { touchMs: 40, staleMs: 400 }
  const stranger = JSON.stringify({ pid: 1, host: 'another-container', scope: 'another boot' })

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'weidun-lock-'))
    await writeFile(join(directory, 'in-use.json'), stranger)
  })
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true })
  })

  it('refuses while the file is being touched', async () => {
    const path = join(directory, 'in-use.json')
    const touching = setInterval(() => { void utimes(path, new Date(), new Date()) }, times.touchMs)
    await expect(lockDirectory(directory, times)).rejects.toThrow(/process 1 on another-container/)
    clearInterval(touching)
  })

  it('takes the directory over when nobody touches the file any more', async () => {
    const lock = await lockDirectory(directory, times)
    await expect(lockDirectory(directory, times)).rejects.toThrow(DatabaseBusyError)
    await lock.release()
    expect(await readdir(directory)).toEqual([])
  })

  it('is not kept out by a file that a power cut left empty', async () => {
    await writeFile(join(directory, 'in-use.json'), '')
    await (await lockDirectory(directory, times)).release()
    expect(await readdir(directory)).toEqual([])
  })
})
