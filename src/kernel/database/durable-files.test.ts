import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDatabaseImage } from '../../../build/database-image.ts'
import { builtImage } from './cluster-directory.ts'
import { createDurableFiles, type DurableFiles } from './durable-files.ts'
import { createLogSync } from './log-sync.ts'

describe('the fsync that PGlite is given', () => {
  const synced = new Int32Array(new SharedArrayBuffer(4))
  const order: string[] = []
  let directory: string
  let files: DurableFiles
  let db: PGlite

  beforeAll(async () => {
    await buildDatabaseImage()
    directory = await mkdtemp(join(tmpdir(), 'weidun-files-'))
    files = createDurableFiles(directory, synced, (path) => order.push(path))
    db = await PGlite.create({
      fs: files.filesystem,
      loadDataDir: new Blob([await readFile(builtImage)]),
      startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync'],
    })
    await db.exec('create table note (text text)')
    await db.exec('checkpoint')
  })
  afterAll(async () => {
    await db.close()
    await rm(directory, { recursive: true, force: true })
  })

  const settled = () => Atomics.load(synced, 0) === files.unsynced().generation

  async function syncEverything(): Promise<void> {
    const sync = createLogSync(synced)
    await sync.sync(files.unsynced())
    await sync.close()
  }

  it('marks the log at a commit, until the main thread has synced it', async () => {
    await syncEverything()
    expect(files.unsynced().paths).toEqual([])
    await db.query(`insert into note values ('a')`)
    expect(files.unsynced().paths).toHaveLength(1)
    expect(files.unsynced().paths[0]).toMatch(/pg_wal\/[0-9A-F]{24}$/)
    await syncEverything()
    expect(files.unsynced().paths).toEqual([])
  })

  it('marks nothing for a read or inside a transaction', async () => {
    await syncEverything()
    await db.query('select * from note')
    await db.transaction(async (trx) => {
      await trx.query(`insert into note values ('b')`)
      expect(files.unsynced().paths).toEqual([])
    })
    expect(files.unsynced().paths).toHaveLength(1)
  })

  it('has the log on the disk before the data files of a checkpoint', async () => {
    await db.query(`update note set text = 'c'`)
    expect(settled()).toBe(false)
    order.length = 0
    await db.exec('checkpoint')
    const log = order.findIndex((path) => /pg_wal\/[0-9A-F]{24}$/.test(path))
    const table = order.findIndex((path) => path.includes('/base/'))
    expect(table).toBeGreaterThan(-1)
    expect(log).toBeGreaterThan(-1)
    expect(log).toBeLessThan(table)
  })

  it('syncs the log before a file is removed', async () => {
    await db.exec('create table short (text text)')
    await syncEverything()
    await db.exec('drop table short')
    expect(settled()).toBe(true)
  })

  it('syncs many commits of one moment with one call', async () => {
    await syncEverything()
    const sync = createLogSync(synced)
    const waiting: Promise<void>[] = []
    for (let commit = 0; commit < 5; commit += 1) {
      await db.query(`insert into note values ('d')`)
      waiting.push(sync.sync(files.unsynced()))
    }
    const { generation } = files.unsynced()
    await Promise.all(waiting)
    await sync.close()
    expect(Atomics.load(synced, 0)).toBe(generation)
  })

  it('tells everyone who waits when the disk refuses', async () => {
    const sync = createLogSync(synced)
    const folder = { paths: [join(directory, 'pg_wal')], generation: files.unsynced().generation + 1 }
    const waiting = [sync.sync(folder), sync.sync(folder)]
    for (const wait of waiting) await expect(wait).rejects.toThrow(/EISDIR/)
    await sync.close()
    expect(Atomics.load(synced, 0)).toBeLessThan(folder.generation)
  })

  it('takes a segment that was renamed meanwhile for synced, since it is synced before it is renamed', async () => {
    const sync = createLogSync(synced)
    const { generation } = files.unsynced()
    await sync.sync({ paths: [join(directory, 'pg_wal', '0'.repeat(24))], generation })
    await sync.close()
  })
})
